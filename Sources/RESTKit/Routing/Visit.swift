import NIOHTTP1

/// What the router has found out about a request so far.
struct Visit: Sendable {
    let head: RequestHead
    /// nil until path and method are known.
    var line: RouteTable.Line?
    var parameters = PathParameters()
    var accepted: MediaType?
    var caller: Caller?
    var conditions = Conditions.none

    init(_ head: RequestHead) {
        self.head = head
    }

    /// Whether the request only reads (RFC 9110 §9.2.1), and so may be answered by 304 and compressed. The answers to
    /// other methods may hold secrets (tokens), which compression beside what a client sent gives away (BREACH).
    var isReading: Bool { head.method.isReading }

    /// Whether anybody may see the answer.
    var isOpen: Bool { line?.access.lock == .open }
}
