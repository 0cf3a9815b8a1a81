import NIOConcurrencyHelpers

/// How busy a server is right now, for metrics. Made before the server, which then fills it.
public final class ServerLoad: Sendable {
    private let bounds = NIOLockedValueBox<ServerBounds?>(nil)

    public init() {}

    /// Requests that are with the application.
    public var requestsInFlight: Int { of { $0.gate.inside } }
    /// Requests that wait for one of those to end.
    public var requestsWaiting: Int { of { $0.gate.waiting } }
    /// Bytes of large request bodies that are on their way, or worked on (``HTTPServer/Limits/bodyMemory``).
    public var bodyBytes: Int { of { $0.bodyMemory.bytes } }
    /// Bytes of large answers that their clients have not been sent whole (``HTTPServer/Limits/answerMemory``).
    public var answerBytes: Int { of { $0.answerMemory.bytes } }

    func watch(_ bounds: ServerBounds) {
        self.bounds.withLockedValue { $0 = bounds }
    }

    private func of(_ number: (ServerBounds) -> Int) -> Int {
        bounds.withLockedValue { $0 }.map(number) ?? 0
    }
}
