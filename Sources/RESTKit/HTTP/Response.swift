public import NIOCore
public import NIOHTTP1

/// An answer: status, fields and content. The HTTP layer adds `Date`, `Content-Length` or
/// `Transfer-Encoding`, `Connection` and `X-Request-Id`.
public struct Response: Sendable {
    public var status: HTTPResponseStatus
    public var headers: HeaderFields
    /// nil: no content (204, 304). A `HEAD` keeps its content here; the HTTP layer sends only its length.
    public var body: ByteBuffer?
    /// Content that is made while it is sent, in the body's place.
    public var stream: ResponseStream?
    /// Whether the content is a representation of the resource at the request's URL (or of what was just created),
    /// and so gets an `ETag`.
    public var isRepresentation = false
    /// What has been made of the body before; nil when it is this answer's alone.
    var lastingForms: LastingForms?
    /// The matched route's template, `/item/{item_id}`, for logs and metrics.
    public var route: String?
    /// Who asked, for the log.
    public var userID: Int64?

    public init(_ status: HTTPResponseStatus, headers: HeaderFields = [:], body: ByteBuffer? = nil) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    public init(_ status: HTTPResponseStatus, headers: HeaderFields = [:], stream: ResponseStream) {
        self.status = status
        self.headers = headers
        self.stream = stream
    }
}
