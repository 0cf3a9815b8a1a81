import NIOCore
import NIOHPACK
import NIOHTTP1
import NIOHTTP2

/// How an HTTP/2 stream answers its request.
extension HTTP2Stream: StreamCarrier {
    /// Content is handed over in pieces of this many bytes, each of which is progress.
    private static let piece = 16 * 1024

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
        forgetBody()
        deadline = .distantFuture
        guard let context else {
            report(response)
            return loop.remove(self)
        }
        if let stream = response.stream(for: head?.method) { return self.stream(stream, of: response, in: context) }
        let content = response.content(for: head?.method)
        let done = progress(in: context) { self.complete(response) }
        let headers = HTTP2Frame.FramePayload.Headers(headers: fields(of: response), endStream: content == nil)
        context.write(wrapOutboundOut(.headers(headers)), promise: content == nil ? done : nil)
        if let content { write(content, done, in: context) }
        context.flush()
    }

    /// The answer has left as a whole. A client that is still sending its body need not go on (RFC 9113 §8.1); told before, it
    /// would be the end of what of the answer waits for the client's window.
    private func complete(_ response: Response) {
        report(response)
        if !isInputEnded { context?.writeAndFlush(wrapOutboundOut(.rstStream(.noError)), promise: nil) }
    }

    /// Content in DATA frames; `done`: for the last one, which then ends the stream.
    private func write(_ content: ByteBuffer, _ done: EventLoopPromise<Void>?, in context: ChannelHandlerContext) {
        var rest = content
        while let piece = rest.readSlice(length: min(Self.piece, rest.readableBytes)), piece.readableBytes > 0 {
            let end = rest.readableBytes == 0 ? done : nil
            let data = HTTP2Frame.FramePayload.Data(data: .byteBuffer(piece), endStream: end != nil)
            context.write(wrapOutboundOut(.data(data)), promise: end ?? progress(in: context))
        }
    }

    /// A promise for what the client must take in time, from now or from the last progress on.
    private func progress(
        in context: ChannelHandlerContext, then: @escaping () -> Void = {}
    ) -> EventLoopPromise<Void> {
        if outstanding == 0 { deadline = .now() + loop.timeouts.write }
        outstanding += 1
        let moved = context.eventLoop.makePromise(of: Void.self)
        moved.futureResult.assumeIsolated().whenComplete { _ in
            self.hasMoved()
            then()
        }
        return moved
    }

    private func hasMoved() {
        outstanding -= 1
        deadline = outstanding == 0 ? .distantFuture : .now() + loop.timeouts.write
    }

    private func stream(_ content: ResponseStream, of response: Response, in context: ChannelHandlerContext) {
        let headers = HTTP2Frame.FramePayload.Headers(headers: fields(of: response), endStream: false)
        context.write(wrapOutboundOut(.headers(headers)), promise: nil)
        let streaming = StreamRun(response, loop: loop, carrier: self)
        self.streaming = streaming
        streaming.start(content)
        flush()
    }

    var isWritable: Bool { context?.channel.isWritable ?? false }

    func carry(_ piece: ByteBuffer) {
        if let context { write(piece, nil, in: context) }
    }

    func flush() {
        context?.flush()
    }

    func ended(_ run: StreamRun, isWhole: Bool) {
        streaming = nil
        guard let context else {
            report(run.response)
            return loop.remove(self)
        }
        let done = progress(in: context) { isWhole ? self.complete(run.response) : self.report(run.response) }
        let end = HTTP2Frame.FramePayload.Data(data: .byteBuffer(ByteBuffer()), endStream: true)
        context.write(wrapOutboundOut(isWhole ? .data(end) : .rstStream(.internalError)), promise: done)
        flush()
    }

    /// Those of few values, none of which a client has chosen. Only they are kept in the table that both sides share (RFC 7541
    /// §2.3.2): it is as large as the client says, and searched from one end to the other for each field.
    private static let repeated: Set<String> = [
        "cache-control", "content-encoding", "content-security-policy", "content-type", "referrer-policy", "vary",
        "x-content-type-options",
    ]

    private func fields(of response: Response) -> HPACKHeaders {
        var fields = HPACKHeaders([(":status", String(response.status.code))])
        for (name, value) in response.headers.withoutThoseOfMessages {
            let name = name.lowercased()
            fields.add(name: name, value: value, indexing: Self.repeated.contains(name) ? .indexable : .nonIndexable)
        }
        if let length = response.contentLength {
            fields.add(name: "content-length", value: String(length), indexing: .nonIndexable)
        }
        fields.add(name: "date", value: loop.dateText(at: .now()), indexing: .nonIndexable)
        fields.add(name: "x-request-id", value: id, indexing: .nonIndexable)
        return fields
    }

    private func report(_ response: Response) {
        let duration = NIODeadline.now() - arrived
        loop.application.finished(
            Exchange(id: id, head: head, response: response, duration: .nanoseconds(duration.nanoseconds)))
    }
}
