public import NIOCore

/// What the HTTP server asks of the program behind it. The server knows sockets, framing, limits and time;
/// the application knows paths, locks and answers.
public protocol Application: Sendable {
    /// Decides on the head alone, before any of the body is read: answer at once, or read a body and then answer.
    func receive(_ head: RequestHead) async -> Reception

    /// The answer to a request that the HTTP layer itself refuses. `head` is nil when none could be read.
    func answer(_ fault: HTTPFault, to head: RequestHead?) -> Response

    /// Called once for every answer, when its last byte has been handed to the socket or the client has gone.
    func finished(_ exchange: Exchange)
}

/// What is to be done with a request whose head was read.
public enum Reception: Sendable {
    /// Answer now; the body, if any, is not wanted.
    case answer(Response)
    /// Read at most `limit` bytes of body, then ask `respond`. A longer body is ``HTTPFault/payloadTooLarge``.
    case body(limit: Int, respond: @Sendable (ByteBuffer) async -> Response)
}

/// What the HTTP layer refuses by itself, before or instead of the application.
public enum HTTPFault: Error, Sendable, Hashable {
    /// 400: framing, `Host`, target or header fields that are not HTTP.
    case malformed(String)
    /// 408
    case requestTimeout
    /// 413
    case payloadTooLarge(limit: Int)
    /// 414
    case targetTooLong(limit: Int)
    /// 417
    case expectationFailed
    /// 431
    case headerFieldsTooLarge
    /// 501: a transfer coding we do not know
    case notImplemented(String)
    /// 503: too many requests at once; `Retry-After` in seconds
    case overloaded(retryAfter: Int)
    /// 505
    case versionNotSupported
}

/// One request and its answer, for logs and metrics.
public struct Exchange: Sendable {
    /// nil when no head could be read.
    public let head: RequestHead?
    public let response: Response
    /// From the head's arrival to the last byte of the answer.
    public let duration: Duration

    public init(head: RequestHead?, response: Response, duration: Duration) {
        self.head = head
        self.response = response
        self.duration = duration
    }
}
