import NIOConcurrencyHelpers

/// How busy a server is right now, for metrics. Made before the server, which then fills it.
public final class ServerLoad: Sendable {
    private let gate = NIOLockedValueBox<InFlightGate?>(nil)
    private let bodyMemory = NIOLockedValueBox<BodyMemory?>(nil)

    public init() {}

    /// Requests that are with the application.
    public var requestsInFlight: Int { gate.withLockedValue { $0?.inside ?? 0 } }
    /// Requests that wait for one of those to end.
    public var requestsWaiting: Int { gate.withLockedValue { $0?.waiting ?? 0 } }
    /// Bytes of large request bodies that are on their way, or worked on (``HTTPServer/Limits/bodyMemory``).
    public var bodyBytes: Int { bodyMemory.withLockedValue { $0?.bytes ?? 0 } }

    func watch(_ gate: InFlightGate, _ bodyMemory: BodyMemory) {
        self.gate.withLockedValue { $0 = gate }
        self.bodyMemory.withLockedValue { $0 = bodyMemory }
    }
}
