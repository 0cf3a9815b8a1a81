/// One request and its answer, for logs and metrics.
public struct Exchange: Sendable {
    /// The answer's `X-Request-Id`.
    public let id: String
    /// nil when no head could be read.
    public let head: RequestHead?
    public let response: Response
    /// From the head's arrival to the last byte of the answer.
    public let duration: Duration

    public init(id: String, head: RequestHead?, response: Response, duration: Duration) {
        self.id = id
        self.head = head
        self.response = response
        self.duration = duration
    }
}
