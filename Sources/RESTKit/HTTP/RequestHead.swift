public import NIOHTTP1

/// A request before its body: what RFC 9112 calls the request line and the field lines.
public final class RequestHead: Sendable {
    public let method: HTTPMethod
    /// The request target in origin form as it came: path, and query with its `?`.
    public let target: String
    public let headers: HeaderFields
    /// The client's IP address: the socket's peer, or what a trusted proxy says of it.
    public let remoteAddress: String
    /// `X-Request-Id`: the client's when it is `[A-Za-z0-9._-]{1,128}`, else made here.
    public let id: String
    /// Whether a body follows: `Content-Length` above 0, or `Transfer-Encoding: chunked`.
    public let hasBody: Bool
    /// How many bytes of the target are its path.
    let pathLength: Int

    public init(
        method: HTTPMethod, target: String, headers: HeaderFields, remoteAddress: String, id: String, hasBody: Bool
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.remoteAddress = remoteAddress
        self.id = id
        self.hasBody = hasBody
        let bytes = target.utf8.span
        pathLength = bytes.indices.first { bytes[$0] == UInt8(ascii: "?") } ?? bytes.count
    }

    /// The path as it came, still percent-encoded.
    public var path: Substring { Substring(target.utf8.prefix(pathLength)) }

    /// The query as it came, without its `?`; nil when there is none.
    public var query: Substring? {
        pathLength == target.utf8.count ? nil : Substring(target.utf8.dropFirst(pathLength + 1))
    }
}
