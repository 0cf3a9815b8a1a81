public import NIOCore

/// A request that has passed its lock, with its body read.
public struct Request: Sendable {
    public let head: RequestHead
    public let parameters: PathParameters
    public let body: ByteBuffer
    /// nil on an open route.
    public let caller: Caller?
    /// Which of the endpoint's media types the client likes best; nil when it has none.
    public let accepted: MediaType?
    /// What `If-Match` and `If-None-Match` ask; none unless the endpoint is conditional.
    public let conditions: Conditions

    public init(
        head: RequestHead, parameters: PathParameters = PathParameters(), body: ByteBuffer = ByteBuffer(),
        caller: Caller? = nil, accepted: MediaType? = nil, conditions: Conditions = .none
    ) {
        self.head = head
        self.parameters = parameters
        self.body = body
        self.caller = caller
        self.accepted = accepted
        self.conditions = conditions
    }

    /// The id in the path. Throws `not_found` when it is not a canonical positive 64-bit integer; for a name that ends
    /// in `_id` the router has seen to that.
    public func id(_ name: String) throws(Problem) -> Int64 {
        guard let id = parameters.id(name) else { throw .notFound }
        return id
    }
}
