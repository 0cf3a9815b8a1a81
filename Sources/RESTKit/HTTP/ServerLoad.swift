import NIOConcurrencyHelpers

/// How busy a server is right now, for metrics. Made before the server, which then fills it.
public final class ServerLoad: Sendable {
    private let gate = NIOLockedValueBox<InFlightGate?>(nil)

    public init() {}

    /// Requests that are with the application.
    public var requestsInFlight: Int { gate.withLockedValue { $0?.inside ?? 0 } }
    /// Requests that wait for one of those to end.
    public var requestsWaiting: Int { gate.withLockedValue { $0?.waiting ?? 0 } }

    func watch(_ gate: InFlightGate) {
        self.gate.withLockedValue { $0 = gate }
    }
}
