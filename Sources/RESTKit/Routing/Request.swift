public import NIOCore

/// A request that has passed its lock, with its body read.
public struct Request: Sendable {
    public let head: RequestHead
    /// The path's parameters by name, percent-decoded.
    public let parameters: [String: String]
    public let body: ByteBuffer
    /// nil on an open route.
    public let caller: Caller?

    public init(head: RequestHead, parameters: [String: String], body: ByteBuffer, caller: Caller?) {
        self.head = head
        self.parameters = parameters
        self.body = body
        self.caller = caller
    }
}
