import NIOCore
import NIOHPACK
import NIOHTTP1
import NIOHTTP2

/// One request of an HTTP/2 connection and its answer.
final class HTTP2Stream: ChannelDuplexHandler, Connection, RequestCarrier {
    typealias InboundIn = HTTP2Frame.FramePayload
    typealias OutboundIn = HTTP2Frame.FramePayload
    typealias OutboundOut = HTTP2Frame.FramePayload

    /// Content is handed over in pieces of this many bytes, each of which is progress.
    private static let piece = 16 * 1024

    private let loop: ServingLoop
    private let client: ClientAddress
    private let arrived = NIODeadline.now()
    private var context: ChannelHandlerContext?
    private var id = ""
    private var head: RequestHead?
    private var run: RequestRun?
    private var declaredLength: Int?
    private var holdsBodyBack = false
    private var body = ByteBuffer()
    private var bodyLimit: Int?
    private var isInputEnded = false
    private var isAnswered = false
    private var deadline = NIODeadline.distantFuture
    private var isReadHeldBack = false

    init(loop: ServingLoop, client: ClientAddress) {
        self.loop = loop
        self.client = client
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    /// An answer that is still being made is reported when it is there.
    func channelInactive(context: ChannelHandlerContext) {
        self.context = nil
        if let run, !isAnswered, !run.awaitsBody, !run.awaitsPlace { return }
        run?.cancel()
        loop.remove(self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .headers(let headers):
            isInputEnded = headers.endStream
            if run == nil, !isAnswered { begin(headers.headers) } else { takeBody() }
        case .data(let data):
            isInputEnded = data.endStream
            if case .byteBuffer(var bytes) = data.data, !isAnswered { body.writeBuffer(&bytes) }
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

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close()
    }

    private func begin(_ headers: HPACKHeaders) {
        let parsed = HTTP2Head(headers, limits: loop.limits)
        id = parsed.controls.requestID ?? loop.newRequestID()
        let head = parsed.requestHead(from: client, id: id, hasBody: !isInputEnded)
        self.head = head
        if let fault = parsed.fault { return refuse(fault) }
        if case .length(let length) = parsed.controls.body { declaredLength = length }
        holdsBodyBack = parsed.controls.expectation == .continue
        let run = RequestRun(head, loop: loop, carrier: self)
        self.run = run
        run.start()
        noteWaiting(run)
    }

    private func noteWaiting(_ run: RequestRun) {
        if run.awaitsPlace { deadline = .now() + loop.timeouts.waiting }
    }

    func body(upTo limit: Int) -> ByteBuffer? {
        bodyLimit = limit
        guard max(declaredLength ?? 0, body.readableBytes) <= limit else {
            refuse(.payloadTooLarge(limit: limit))
            return nil
        }
        if isInputEnded { return body }
        if holdsBodyBack, body.readableBytes == 0 { askForBody() }
        deadline = .now() + loop.timeouts.request
        if isReadHeldBack { context?.read() }
        return nil
    }

    private func takeBody() {
        guard let run, run.awaitsBody, let limit = bodyLimit else { return }
        if body.readableBytes > limit {
            refuse(.payloadTooLarge(limit: limit))
        } else if isInputEnded {
            run.bodyArrived(body)
            noteWaiting(run)
        }
    }

    private func askForBody() {
        holdsBodyBack = false
        let interim = HTTP2Frame.FramePayload.headers(.init(headers: [":status": "100"]))
        context?.writeAndFlush(wrapOutboundOut(interim), promise: nil)
    }

    func answer(_ response: Response) {
        send(response.final)
    }

    func refuse(_ fault: HTTPFault) {
        run?.cancel()
        send(loop.application.answer(fault, to: head, id: id).final)
    }

    private func send(_ response: Response) {
        guard !isAnswered else { return }
        isAnswered = true
        guard let context else {
            report(response)
            return loop.remove(self)
        }
        deadline = .now() + loop.timeouts.write
        let content = response.content(for: head?.method)
        let done = context.eventLoop.makePromise(of: Void.self)
        done.futureResult.assumeIsolated().whenComplete { _ in self.report(response) }
        let headers = HTTP2Frame.FramePayload.Headers(headers: fields(of: response), endStream: content == nil)
        context.write(wrapOutboundOut(.headers(headers)), promise: content == nil ? done : nil)
        if let content { write(content, done, in: context) }
        if !isInputEnded { context.write(wrapOutboundOut(.rstStream(.noError)), promise: nil) }
        context.flush()
    }

    private func write(_ content: ByteBuffer, _ done: EventLoopPromise<Void>, in context: ChannelHandlerContext) {
        var rest = content
        while let piece = rest.readSlice(length: min(Self.piece, rest.readableBytes)), piece.readableBytes > 0 {
            let isLast = rest.readableBytes == 0
            let moved = isLast ? done : context.eventLoop.makePromise(of: Void.self)
            moved.futureResult.assumeIsolated().whenSuccess { self.deadline = .now() + self.loop.timeouts.write }
            let data = HTTP2Frame.FramePayload.Data(data: .byteBuffer(piece), endStream: isLast)
            context.write(wrapOutboundOut(.data(data)), promise: moved)
        }
    }

    private func fields(of response: Response) -> HPACKHeaders {
        var fields = HPACKHeaders([(":status", String(response.status.code))])
        for (name, value) in response.headers where !ResponseWriter.isOurs(name) && ResponseWriter.isName(name) {
            fields.add(name: name.lowercased(), value: ResponseWriter.cleaned(value))
        }
        if let length = response.contentLength { fields.add(name: "content-length", value: String(length)) }
        fields.add(name: "date", value: loop.dateText(at: .now()))
        fields.add(name: "x-request-id", value: id)
        return fields
    }

    private func report(_ response: Response) {
        deadline = .distantFuture
        let duration = NIODeadline.now() - arrived
        loop.application.finished(
            Exchange(id: id, head: head, response: response, duration: .nanoseconds(duration.nanoseconds)))
    }

    func check(_ now: NIODeadline) {
        guard now >= deadline else { return }
        if isAnswered {
            close()
        } else if let run, run.awaitsBody {
            refuse(.requestTimeout)
        } else if let run, run.awaitsPlace {
            refuse(.overloaded(retryAfter: loop.limits.retryAfter))
        }
    }

    /// The connection tells the client that it takes no more streams; this one is answered.
    func drain() {}

    func close() {
        context?.close(promise: nil)
    }
}
