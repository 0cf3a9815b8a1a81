import NIOCore
import NIOHPACK
import NIOHTTP1
import NIOHTTP2

/// How an HTTP/2 stream answers its request.
extension HTTP2Stream: StreamCarrier {
    /// Content is handed over in pieces of this many bytes, each of which is progress.
    private static let piece = 16 * 1024

    func answer(_ response: Response) {
        guard loop.bounds.haveRoom(for: response.memory(for: head?.method), to: head) else {
            return refuse(.overloaded(retryAfter: loop.limits.retryAfter), inPlaceOf: response)
        }
        send(response.final)
    }

    func refuse(_ fault: HTTPFault) {
        refuse(fault, inPlaceOf: nil)
    }

    private func refuse(_ fault: HTTPFault, inPlaceOf response: Response?) {
        run?.cancel()
        send(loop.application.answer(fault, to: head, id: id).inPlace(of: response).final)
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
        let told = response.told
        let headers = HTTP2Frame.FramePayload.Headers(headers: fields(of: response), endStream: content == nil)
        if let content {
            context.write(wrapOutboundOut(.headers(headers)), promise: nil)
            write(content, keeping: response.memory(for: head?.method), isLast: true, in: context) {
                self.complete(told)
            }
        } else {
            let done = progress(in: context) { self.complete(told) }
            context.write(wrapOutboundOut(.headers(headers)), promise: done)
        }
        context.flush()
    }

    /// The answer has left as a whole. A client that is still sending its body need not go on (RFC 9113 §8.1); told before, it
    /// would be the end of what of the answer waits for the client's window.
    private func complete(_ response: Response) {
        report(response)
        if !isInputEnded { context?.writeAndFlush(wrapOutboundOut(.rstStream(.noError)), promise: nil) }
    }

    /// Content in DATA frames, of which the last may end the stream. It keeps so much memory until that has left.
    private func write(
        _ content: ByteBuffer, keeping memory: Int, isLast: Bool, in context: ChannelHandlerContext,
        then done: @escaping () -> Void = {}
    ) {
        keep(memory, for: content.readableBytes)
        var rest = content
        while let piece = rest.readSlice(length: min(Self.piece, rest.readableBytes)), piece.readableBytes > 0 {
            let isEnd = rest.readableBytes == 0
            let data = HTTP2Frame.FramePayload.Data(data: .byteBuffer(piece), endStream: isLast && isEnd)
            let moved = progress(of: piece.readableBytes, in: context) {
                guard isEnd else { return }
                self.forget(memory)
                done()
            }
            context.write(wrapOutboundOut(.data(data)), promise: moved)
        }
    }

    private func keep(_ memory: Int, for count: Int) {
        kept += memory
        pace.add(count)
        connection.add(count, keeping: memory)
    }

    private func forget(_ memory: Int) {
        kept -= memory
        connection.forget(answer: memory)
    }

    /// A promise for what the client must take in time, from now or from the last progress on.
    private func progress(
        of count: Int = 0, in context: ChannelHandlerContext, then: @escaping () -> Void = {}
    ) -> EventLoopPromise<Void> {
        if outstanding == 0 { deadline = .now() + loop.timeouts.write }
        outstanding += 1
        let moved = context.eventLoop.makePromise(of: Void.self)
        moved.futureResult.assumeIsolated().whenComplete { _ in
            self.hasMoved(count)
            then()
        }
        return moved
    }

    private func hasMoved(_ count: Int) {
        pace.sent(count)
        connection.sent(count)
        outstanding -= 1
        deadline = outstanding == 0 ? .distantFuture : .now() + loop.timeouts.write
    }

    private func stream(_ content: ResponseStream, of response: Response, in context: ChannelHandlerContext) {
        let headers = HTTP2Frame.FramePayload.Headers(headers: fields(of: response), endStream: false)
        context.write(wrapOutboundOut(.headers(headers)), promise: nil)
        keep(ResponseStream.memory, for: 0)
        let streaming = StreamRun(response.told, loop: loop, carrier: self)
        self.streaming = streaming
        streaming.start(content)
        flush()
    }

    var isWritable: Bool { context?.channel.isWritable ?? false }

    func carry(_ piece: ByteBuffer) {
        if let context { write(piece, keeping: 0, isLast: false, in: context) }
    }

    func flush() {
        context?.flush()
    }

    func ended(_ run: StreamRun, isWhole: Bool) {
        streaming = nil
        guard let context else {
            forget(ResponseStream.memory)
            report(run.response)
            return loop.remove(self)
        }
        let done = progress(in: context) {
            self.forget(ResponseStream.memory)
            if isWhole { self.complete(run.response) } else { self.report(run.response) }
        }
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
