/// Why bytes are not JSON as this program takes it, and where: the answer is 400 `invalid_json`.
public struct JSONSyntaxError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Bytes from the body's start, the first is 0.
    public let offset: Int
    /// What is wrong, as the end of a sentence: `a comma is followed by no value`.
    public let reason: String

    public init(at offset: Int, _ reason: String) {
        self.offset = offset
        self.reason = reason
    }

    /// One sentence fit for the client.
    public var description: String { "The body is not valid JSON: at byte \(offset), \(reason)." }
}
