/// Why the server could not start: one sentence that says what to do about it.
public struct ServerStartFailure: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
