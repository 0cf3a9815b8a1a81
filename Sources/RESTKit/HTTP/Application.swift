public import NIOCore

/// What the HTTP server asks of the program behind it. The server knows sockets, framing, limits and time;
/// the application knows paths, locks and answers.
public protocol Application: Sendable {
    /// Decides on the head alone, before any of the body is read: answer at once, or read a body and then answer.
    func receive(_ head: RequestHead) async -> Reception

    /// Whether the request is answered however busy the application is; asked when there is no place for it. Nothing but the
    /// number of connections and their streams bounds how many of them are under way, so they must be cheap.
    func isUrgent(_ head: RequestHead) -> Bool

    /// The answer to a request that the HTTP layer itself refuses. `head` is nil when not even a request line could be
    /// read, and holds the fields read so far otherwise. `id` is the answer's `X-Request-Id`.
    func answer(_ fault: HTTPFault, to head: RequestHead?, id: String) -> Response

    /// Called once for every answer, when its last byte has been handed to the socket, or the client has gone and what was
    /// made for it has ended.
    func finished(_ exchange: Exchange)
}

extension Application {
    public func isUrgent(_ head: RequestHead) -> Bool { false }
}

/// What is to be done with a request whose head was read.
public enum Reception: Sendable {
    /// Answer now; the body, if any, is not wanted.
    case answer(Response)
    /// Read at most `limit` bytes of body, then ask `respond`. A longer body is ``HTTPFault/payloadTooLarge(limit:)``.
    case body(limit: Int, respond: @Sendable (ByteBuffer) async -> Response)
}
