import NIOCore

/// How an HTTP/1.1 connection answers requests, and how it ends.
extension HTTP1Connection {
    /// Above this a body is written as it is, and not copied behind the head.
    static let copiedContent = 16 * 1024
    /// Bytes of answers that are written without a flush. Until then a connection that is encrypted would take any number more.
    private static let mostUnflushed = 64 * 1024
    /// What is kept between two requests for writing the next answer, in bytes.
    private static let keptOutput = 4 * 1024
    /// Bytes that an answer takes beside what is written until it has left, and for its head.
    private static let overhead = 512, headCapacity = 1024

    func answer(_ response: Response) {
        let memory = response.memory(for: request?.head?.method, isCopied: isEncrypted)
        guard loop.bounds.haveRoom(for: memory, to: request?.head) else {
            return refuse(.overloaded(retryAfter: loop.limits.retryAfter), inPlaceOf: response)
        }
        send(response, keeping: memory, isLast: false)
    }

    func refuse(_ fault: HTTPFault) {
        refuse(fault, inPlaceOf: nil)
    }

    private func refuse(_ fault: HTTPFault, inPlaceOf response: Response?) {
        if case .running(let run) = phase { run.cancel() }
        if case .overloaded(let seconds) = fault { returnTime = .now() + .seconds(Int64(seconds)) }
        let request = request ?? HTTP1Request(broken: parser, from: client, loop: loop)
        self.request = request
        let refusal = loop.application.answer(fault, to: request.head, id: request.id).inPlace(of: response)
        send(refusal, keeping: refusal.memory(for: nil), isLast: fault.closesConnection)
    }

    private func send(_ response: Response, keeping memory: Int, isLast: Bool) {
        guard let request else { return }
        request.forgetBody()
        let response = response.final
        guard let context, !isClosed else { return finishAlone(response, to: request) }
        let stream = response.stream(for: request.head?.method)
        let closes = isLast || stream != nil && request.isHTTP10 || !letsLiveOn(request)
        if closes { leavesAtOnce = !isLast && !request.keepsAlive && request.reader.isComplete }
        let now = NIODeadline.now()
        writeHead(response, of: request, isChunked: stream != nil && !request.isHTTP10, closes: closes, at: now)
        if let stream {
            context.write(wrapOutboundOut(output), promise: nil)
            needsFlush = true
            self.stream(stream, of: response.told, closes: closes)
        } else {
            writeContent(of: response, keeping: memory, to: request, at: now, in: context)
            goOn(closes: closes, at: now)
            if unflushed > Self.mostUnflushed { flush() }
        }
        proceed()
    }

    /// What comes after an answer.
    func goOn(closes: Bool, at now: NIODeadline) {
        if closes {
            phase = .lingering
        } else if let request, !request.reader.isComplete {
            phase = .discarding
            deadline = now + request.timeLeft
        } else {
            awaitNextHead(at: now)
        }
    }

    /// Whether the connection can take another request: what is left unread must be little, or all be here.
    private func letsLiveOn(_ request: HTTP1Request) -> Bool {
        guard request.keepsAlive, !isEnding, !(isInputClosed && unread.readableBytes == 0) else { return false }
        if request.reader.isComplete { return true }
        if let remaining = request.reader.remaining, remaining > loop.limits.unread { return false }
        do throws(HTTPFault) {
            try request.discard(&unread)
        } catch {
            return false
        }
        return request.discarded <= loop.limits.unread
    }

    private func writeHead(
        _ response: Response, of request: HTTP1Request, isChunked: Bool, closes: Bool, at now: NIODeadline
    ) {
        let content = response.content(for: request.head?.method)?.readableBytes ?? 0
        output.clear(minimumCapacity: Self.headCapacity + (content > Self.copiedContent ? 0 : content))
        ResponseWriter(
            id: request.id, date: loop.dateText(at: now), isChunked: isChunked,
            connection: closes ? "close" : request.isHTTP10 ? "keep-alive" : nil
        ).write(response, to: &output)
    }

    private func writeContent(
        of response: Response, keeping memory: Int, to request: HTTP1Request, at now: NIODeadline,
        in context: ChannelHandlerContext
    ) {
        let told = response.told
        let done = { self.written(told, to: request) }
        let content = response.content(for: request.head?.method)
        if let content, content.readableBytes > Self.copiedContent {
            context.write(wrapOutboundOut(output), promise: nil)
            let memory = memory + output.storageCapacity + Self.overhead
            write(content, after: output.readableBytes, keeping: memory, at: now, in: context, then: done)
        } else {
            if var content { output.writeBuffer(&content) }
            let memory = output.storageCapacity + Self.overhead
            write(output, keeping: memory, at: now, in: context, then: done)
        }
    }

    /// Writes what counts among the pending writes, and keeps so much memory, until it is done. `before`: bytes of the same answer
    /// that were written just before.
    func write(
        _ bytes: ByteBuffer, after before: Int = 0, keeping memory: Int, at now: NIODeadline = .now(),
        in context: ChannelHandlerContext,
        then done: @escaping () -> Void
    ) {
        writes.began(at: now)
        unflushed += before + bytes.readableBytes
        answers.add(before + bytes.readableBytes, keeping: memory)
        let promise = context.eventLoop.makePromise(of: Void.self)
        context.write(wrapOutboundOut(bytes), promise: promise)
        needsFlush = true
        promise.futureResult.assumeIsolated().whenComplete { _ in
            self.answers.forget(memory)
            done()
        }
    }

    func written(_ response: Response, to request: HTTP1Request) {
        let now = NIODeadline.now()
        writes.ended()
        report(response, to: request, at: now)
        guard writes.isEmpty else { return }
        answers.rest()
        if output.storageCapacity > Self.keptOutput { output = ByteBuffer() }
        switch phase {
        case .head where headBegan == nil: deadline = now + rest
        case .lingering: leave()
        case .head, .running, .streaming, .discarding, .closed: break
        }
    }

    /// The client has gone while its answer was made.
    func finishAlone(_ response: Response, to request: HTTP1Request) {
        report(response, to: request, at: .now())
        loop.remove(self)
    }

    private func report(_ response: Response, to request: HTTP1Request, at now: NIODeadline) {
        loop.application.finished(
            Exchange(
                id: request.id, head: request.head, response: response,
                duration: .nanoseconds((now - request.arrived).nanoseconds)))
    }

    func awaitNextHead(at now: NIODeadline) {
        request = nil
        parser.reset()
        headBegan = nil
        hasAnswered = true
        phase = .head
        deadline = now + rest
    }

    /// How long a connection waits for its next request.
    private var rest: TimeAmount {
        isDraining ? min(loop.timeouts.idle, loop.timeouts.nextRequest) : loop.timeouts.idle
    }

    /// `100 Continue` (RFC 9110 §10.1.1), once the application wants the body and none of it has come by itself.
    func askForBody() {
        request?.holdsBodyBack = false
        context?.writeAndFlush(wrapOutboundOut(ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n")), promise: nil)
    }

    /// Ends without another word, when what was written before has gone.
    func endQuietly() {
        phase = .lingering
        leavesAtOnce = true
        if writes.isEmpty { leave() }
    }

    func linger() {
        phase = .lingering
        leavesAtOnce = false
        if writes.isEmpty { leave() }
    }

    /// A client that did not ask for the end, and so may still be sending, is given time to read the last answer: closing at
    /// once would reset the connection and take it from it (RFC 9112 §9.6).
    private func leave() {
        guard !leavesAtOnce, !isInputClosed else { return close() }
        deadline = .now() + loop.timeouts.lingering
        context?.close(mode: .output, promise: nil)
    }
}
