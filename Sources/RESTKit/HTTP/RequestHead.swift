public import NIOHTTP1

/// A request before its body: what RFC 9112 calls the request line and the field lines.
public struct RequestHead: Sendable {
    public let method: HTTPMethod
    /// The request target in origin form as it came: path, and query with its `?`.
    public let target: String
    public let headers: HTTPHeaders
    /// The client's IP address: the socket's peer, or what a trusted proxy says of it.
    public let remoteAddress: String
    /// `X-Request-Id`: the client's when it is `[A-Za-z0-9._-]{1,128}`, else made here.
    public let id: String
    /// Whether a body follows: `Content-Length` above 0, or `Transfer-Encoding: chunked`.
    public let hasBody: Bool

    public init(
        method: HTTPMethod, target: String, headers: HTTPHeaders, remoteAddress: String, id: String, hasBody: Bool
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.remoteAddress = remoteAddress
        self.id = id
        self.hasBody = hasBody
    }
}
