import NIOCore

/// What an HTTP/1.1 connection knows of the request that it is at.
final class HTTP1Request {
    let id: String
    /// nil when not even a request line could be read.
    let head: RequestHead?
    let isHTTP10: Bool
    /// Whether the client wants the connection to live on.
    let keepsAlive: Bool
    /// Whether the client holds the body back until it is asked for it.
    var holdsBodyBack: Bool
    let isExpectationUnknown: Bool
    let arrived: NIODeadline
    /// What is left of the time that the client has for sending the whole request.
    let timeLeft: TimeAmount
    private(set) var reader: BodyReader
    /// Bytes of body that were thrown away after the answer.
    private(set) var discarded = 0
    private var content = ByteBuffer()
    private var share: MemoryShare
    /// Bytes of body that are kept for the application.
    var received: Int { content.readableBytes }

    /// A request whose head is complete.
    init(
        _ parser: RequestHeadParser, from client: ClientAddress, began: NIODeadline, arrived: NIODeadline,
        loop: ServingLoop
    ) throws(HTTPFault) {
        guard let line = parser.line else { throw .malformed("There is no request line.") }
        let controls = parser.controls
        let target = try RequestTarget.normalise(line.target, method: line.method)
        let id = controls.requestID ?? loop.newRequestID()
        self.id = id
        head = RequestHead(
            method: line.method, target: target, headers: parser.fields,
            remoteAddress: client.text(for: parser.fields), id: id, hasBody: controls.body != .none)
        isHTTP10 = line.version == .http10
        keepsAlive = !controls.asksToClose && (line.version == .http11 || controls.asksToKeepAlive)
        holdsBodyBack = controls.expectation == .continue && controls.body != .none
        isExpectationUnknown = controls.expectation == .unknown
        self.arrived = arrived
        timeLeft = loop.timeouts.request - (arrived - began)
        reader = BodyReader(controls.body, limits: loop.limits)
        share = MemoryShare(of: loop.bounds.bodyMemory)
    }

    /// What is known of a request that cannot be read to the end of its head.
    init(broken parser: RequestHeadParser, from client: ClientAddress, loop: ServingLoop) {
        let id = parser.controls.requestID ?? loop.newRequestID()
        self.id = id
        head = parser.line.map { line in
            RequestHead(
                method: line.method, target: line.target, headers: parser.fields,
                remoteAddress: client.text(for: parser.fields), id: id, hasBody: false)
        }
        isHTTP10 = false
        keepsAlive = false
        holdsBodyBack = false
        isExpectationUnknown = false
        arrived = .now()
        timeLeft = .zero
        reader = BodyReader(.none, limits: loop.limits)
        share = MemoryShare(of: loop.bounds.bodyMemory)
    }

    /// Collects the body from what has arrived; the whole of it once it is complete. One that is longer than `limit` is
    /// refused, and a large one for which there is no memory.
    func collect(_ bytes: inout ByteBuffer, upTo limit: Int, on loop: ServingLoop) throws(HTTPFault) -> ByteBuffer? {
        if let length = reader.remaining, content.readableBytes + length > limit {
            throw .payloadTooLarge(limit: limit)
        }
        if bytes.readableBytes > 0 { holdsBodyBack = false }
        var collected = content
        content = ByteBuffer()
        try reader.read(&bytes) { (piece) throws(HTTPFault) in
            guard collected.readableBytes + piece.readableBytes <= limit else { throw .payloadTooLarge(limit: limit) }
            if collected.readableBytes == 0 { collected = piece } else { collected.writeBuffer(&piece) }
        }
        guard share.grow(to: collected.readableBytes) else {
            throw .overloaded(retryAfter: loop.limits.retryAfter)
        }
        if reader.isComplete { return collected }
        content = collected
        // Its place at once: growing into it step by step leaves holes. What was read last would stay as long as the body does.
        if share.isCounted, let length = reader.remaining, length < loop.limits.smallBody {
            content.reserveCapacity(minimumWritableBytes: length)
        }
        if bytes.readableBytes == 0 { bytes = ByteBuffer() }
        return nil
    }

    /// The application has answered, or will not be asked: the body is of no use any more.
    func forgetBody() {
        content = ByteBuffer()
        share.set(to: 0)
    }

    /// Throws away the body that has arrived.
    func discard(_ bytes: inout ByteBuffer) throws(HTTPFault) {
        var count = 0
        try reader.read(&bytes) { count += $0.readableBytes }
        discarded += count
    }
}
