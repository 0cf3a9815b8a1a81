import NIOCore
import NIOHPACK
import NIOHTTP2

/// One request of an HTTP/2 connection, and how it is read. How it is answered stands in the file beside it.
final class HTTP2Stream: ChannelDuplexHandler, Connection, RequestCarrier {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias OutboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    let loop: ServingLoop
    let connection: HTTP2Connection
    private let client: ClientAddress
    let arrived = NIODeadline.now()
    let comesEarly = false
    var context: ChannelHandlerContext?
    var id = ""
    var head: RequestHead?
    var run: RequestRun?
    private var headBytes = 0
    private var declaredLength: Int?
    /// Bytes of the body, of those that came before the answer.
    private var received = 0
    private var holdsBodyBack = false
    private var body = ByteBuffer()
    private var share: MemoryShare
    private var bodyLimit: Int?
    private var bodyPace: BodyPace?
    var isInputEnded = false
    var isAnswered = false
    /// What makes the answer's content while it is sent.
    var streaming: StreamRun?
    /// Frames of the answer that the client has not yet been sent.
    var outstanding = 0
    /// Bytes of memory that those take.
    var kept = 0
    var pace: ReadingPace
    var deadline = NIODeadline.distantFuture
    private var isReadHeldBack = false

    init(loop: ServingLoop, connection: HTTP2Connection, client: ClientAddress) {
        self.loop = loop
        self.connection = connection
        self.client = client
        share = MemoryShare(of: loop.bounds.bodyMemory)
        pace = ReadingPace(in: loop.bounds.answerMemory, allWithin: loop.timeouts.crowdedWrite)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        connection.forget(head: headBytes)
    }

    /// An answer that is still being made is reported when it is there.
    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        if let streaming { return streaming.cancel() }
        if let run, !isAnswered, !run.awaitsBody, !run.awaitsPlace { return }
        run?.cancel()
        loop.remove(self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .headers(let headers):
            isInputEnded = headers.endStream
            if head == nil { begin(headers.headers) } else { takeBody() }
        case .data(let data):
            isInputEnded = data.endStream
            if case .byteBuffer(var bytes) = data.data, !isAnswered {
                received += bytes.readableBytes
                body.writeBuffer(&bytes)
            }
            takeBody()
        default: break
        }
    }

    /// Backpressure: a body that is not wanted yet is left to the flow control's window.
    func read(context: ChannelHandlerContext) {
        if isAnswered || bodyLimit != nil || body.readableBytes < loop.limits.unread {
            context.read()
        } else {
            isReadHeldBack = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        streaming?.writabilityChanged()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close()
    }

    /// Who sends what is no request pays for each with a connection.
    private func begin(_ headers: HPACKHeaders) {
        guard HTTP2Grammar.isRequest(headers) else { return connection.closeAfterRead() }
        let parsed = HTTP2Head(headers, limits: loop.limits)
        id = parsed.controls.requestID ?? loop.newRequestID()
        let head = parsed.requestHead(from: client, id: id, hasBody: !isInputEnded)
        self.head = head
        if let fault = parsed.fault { return refuse(fault) }
        headBytes = head.headers.bytes.count
        guard connection.keep(head: headBytes) else { return refuse(.overloaded(retryAfter: loop.limits.retryAfter)) }
        declaredLength = parsed.controls.contentLength
        guard keepsLength else { return refuse(Self.otherLength) }
        holdsBodyBack = parsed.controls.expectation == .continue
        connection.begin { self.start(head) }
    }

    private func start(_ head: RequestHead) {
        guard context != nil else { return }
        let run = RequestRun(head, loop: loop, carrier: self)
        self.run = run
        run.start()
        noteWaiting(run)
    }

    private func noteWaiting(_ run: RequestRun) {
        if let patience = run.patience { deadline = .now() + patience }
    }

    func body(upTo limit: Int) -> ByteBuffer? {
        bodyLimit = limit
        guard context != nil else {
            run?.cancel()
            loop.remove(self)
            return nil
        }
        guard max(declaredLength ?? 0, body.readableBytes) <= limit else {
            refuse(.payloadTooLarge(limit: limit))
            return nil
        }
        guard keepsLength else {
            refuse(Self.otherLength)
            return nil
        }
        // What comes before the application wants it is bounded by the flow control's window.
        guard share.grow(to: body.readableBytes) else {
            refuse(.overloaded(retryAfter: loop.limits.retryAfter))
            return nil
        }
        if isInputEnded { return body }
        if holdsBodyBack, body.readableBytes == 0 { askForBody() }
        let pace = BodyPace(upTo: limit, within: loop.timeouts.request, loop: loop)
        bodyPace = pace
        deadline = pace.deadline
        if isReadHeldBack { context?.read() }
        return nil
    }

    /// ``body(upTo:)`` has seen to that.
    func awaitBody() {}

    /// The application has answered, or will not be asked: the body is of no use any more.
    func forgetBody() {
        body = ByteBuffer()
        share.set(to: 0)
    }

    /// Whether the body is as long as `Content-Length` says, as far as it has come (RFC 9113 §8.1.1).
    private var keepsLength: Bool {
        guard let declaredLength else { return true }
        return isInputEnded ? received == declaredLength : received <= declaredLength
    }

    private static let otherLength = HTTPFault.malformed("The body is not as long as the Content-Length field says.")

    private func takeBody() {
        guard let run, run.awaitsBody, let limit = bodyLimit else { return }
        if !keepsLength {
            refuse(Self.otherLength)
        } else if body.readableBytes > limit {
            refuse(.payloadTooLarge(limit: limit))
        } else if !share.grow(to: body.readableBytes) {
            refuse(.overloaded(retryAfter: loop.limits.retryAfter))
        } else if isInputEnded {
            // The client has done its part.
            deadline = .distantFuture
            connection.begin { [self] in
                run.bodyArrived(body)
                noteWaiting(run)
            }
        }
    }

    private func askForBody() {
        holdsBodyBack = false
        let interim = HTTP2Frame.FramePayload.headers(.init(headers: [":status": "100"]))
        context?.writeAndFlush(wrapOutboundOut(interim), promise: nil)
    }

    func check(_ now: NIODeadline) {
        if isAnswered, pace.isTooSlow(for: kept, at: now) { return close() }
        guard now >= deadline else { return }
        if isAnswered {
            close()
        } else if let run, run.awaitsBody {
            guard bodyPace?.isOver(with: body.readableBytes, at: now) == false, let bodyPace else {
                return refuse(.requestTimeout)
            }
            deadline = bodyPace.deadline
        } else if let run, run.patience != nil {
            refuse(.overloaded(retryAfter: loop.limits.retryAfter))
        }
    }

    /// The connection tells the client that it takes no more streams; this one is answered.
    func drain() {}

    func close() {
        streaming?.cancel()
        context?.close(promise: nil)
    }
}
