import NIOCore

/// One HTTP/1.1 connection: reads a request, has it run, writes its answer, and only then looks at the next one.
/// This file is what happens to the channel; reading and answering stand in the files beside it.
final class HTTP1Connection: ChannelDuplexHandler, Connection, RequestCarrier {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    enum Phase {
        /// Between two requests, or within a head.
        case head
        /// With the application, or waiting for the body that it asked for.
        case running(RequestRun)
        /// Being answered by content that is made meanwhile.
        case streaming(StreamRun, closes: Bool)
        /// Answered; the rest of the body is thrown away.
        case discarding
        /// The last answer is written; the client is given time to read it.
        case lingering
        case closed
    }

    let loop: ServingLoop
    let client: ClientAddress
    /// What is written is copied then, and only when it is flushed does the channel know of it.
    let isEncrypted: Bool
    var context: ChannelHandlerContext?
    var phase = Phase.head
    var parser: RequestHeadParser
    var request: HTTP1Request?
    /// What the application takes of this request's body, in bytes.
    var bodyLimit = 0
    /// How that has to come; nil before it is asked for.
    var pace: BodyPace?
    /// What has been received and not yet been looked at.
    var unread = ByteBuffer()
    /// When the head's first byte was here; nil between requests.
    var headBegan: NIODeadline?
    /// When the phase has lasted too long.
    var deadline: NIODeadline
    /// The client will send nothing more, but may still read.
    var isInputClosed = false
    /// The next answer is the last.
    var isEnding = false
    /// At rest it waits for another request no longer than one is on its way.
    var isDraining = false
    /// Until then the client was told to wait when it was refused. Each request that comes early puts it off again.
    var returnTime = NIODeadline.uptimeNanoseconds(0)
    /// A first request was answered; until then time counts from connecting.
    var hasAnswered = false
    /// After the last answer there is nothing that the client could miss.
    var leavesAtOnce = false

    /// Whether what was written before has left, but for a little.
    private(set) var isWritable = true
    var output = ByteBuffer()
    var writes = PendingWrites()
    var answers: WaitingAnswers
    var needsFlush = false
    /// Bytes of answers that were written since the last flush.
    var unflushed = 0
    var turn = TurnShare()
    private var awaitsTurn = false
    private var isProceeding = false
    private var hasEnded = false
    private var isReadHeldBack = false
    /// Where a client has said all, NIO closes that side behind `channelReadComplete`, and takes it for a mistake of its own when
    /// all is closed by then. So that is done afterwards.
    private var isInRead = false
    private var isCloseDue = false

    init(loop: ServingLoop, client: ClientAddress, isEncrypted: Bool) {
        self.loop = loop
        self.client = client
        self.isEncrypted = isEncrypted
        parser = RequestHeadParser(limits: loop.limits)
        answers = WaitingAnswers(on: loop)
        deadline = .now() + loop.timeouts.head
    }

    var comesEarly: Bool { .now() < returnTime }

    var isClosed: Bool {
        if case .closed = phase { true } else { false }
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop.add(self)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var bytes = unwrapInboundIn(data)
        if unread.readableBytes == 0 {
            unread = bytes
        } else {
            unread.discardReadBytes()
            unread.writeBuffer(&bytes)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        loop.socketSpoke()
        if !awaitsTurn { turn.renew() }
        isInRead = true
        proceed()
        isInRead = false
        if isCloseDue { context.eventLoop.assumeIsolated().execute { self.context?.close(promise: nil) } }
    }

    /// Backpressure: what is not looked at is not read either, but for a bounded part.
    func read(context: ChannelHandlerContext) {
        if unread.readableBytes < loop.limits.unread {
            context.read()
        } else {
            isReadHeldBack = true
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        if case .streaming(let run, _) = phase { run.writabilityChanged() }
        if isWritable { proceed() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard let event = event as? ChannelEvent, event == .inputClosed else { return }
        isInputClosed = true
        if case .lingering = phase, writes.isEmpty { close() }
        proceed()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close()
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
    }

    /// Gives up what was begun. False while the application makes an answer, which is to be reported when it is there.
    private func abandon() -> Bool {
        if case .running(let run) = phase {
            guard run.awaitsBody || run.awaitsPlace else { return false }
            run.cancel()
        } else if case .streaming(let run, _) = phase {
            run.cancel()
            return false
        }
        phase = .closed
        return true
    }

    /// A channel that was closed before it became active is told of nothing but this.
    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
    }

    private func end() {
        guard !hasEnded else { return }
        hasEnded = true
        if abandon() { loop.remove(self) }
        phase = .closed
    }

    /// Goes on as far as the bytes at hand allow.
    func proceed() {
        guard !isProceeding else { return }
        isProceeding = true
        while step() {}
        isProceeding = false
        if needsFlush { loop.flushAfterTurn(self) }
        if isReadHeldBack, unread.readableBytes < loop.limits.unread {
            isReadHeldBack = false
            context?.read()
        }
    }

    /// Goes on when the loop has looked at its other sockets.
    func awaitTurn() {
        guard !awaitsTurn else { return }
        awaitsTurn = true
        loop.socketTurn.wait {
            self.awaitsTurn = false
            self.turn.renew()
            self.proceed()
        }
    }

    func close() {
        _ = abandon()
        if isInRead { isCloseDue = true } else { context?.close(promise: nil) }
    }

    func giveNotice() {
        isEnding = true
    }

    /// What was begun is answered, with `Connection: close`. At rest a client that has only just come in, or has only just been
    /// answered, may have a request on its way, and is given time for it: it would not know what became of that one.
    func drain() {
        isEnding = true
        isDraining = true
        let now = NIODeadline.now()
        if case .head = phase, headBegan == nil {
            let answered = deadline - loop.timeouts.idle
            let next = hasAnswered ? answered + loop.timeouts.nextRequest : now + loop.timeouts.firstRequest
            deadline = min(deadline, next)
        }
        check(now)
    }

    func check(_ now: NIODeadline) {
        if writes.isEmpty {
            answers.rest()
            if now >= deadline { expire(now) }
        } else if let context, isReadTooSlowly(context.channel.unsentBytes, at: now) {
            close()
        }
    }

    private func isReadTooSlowly(_ unsent: Int, at now: NIODeadline) -> Bool {
        answers.left(unsent)
        return writes.areStalled(with: unsent, at: now, for: loop.timeouts.write) || answers.areTooSlow(at: now)
    }

    private func expire(_ now: NIODeadline) {
        switch phase {
        case .head where headBegan != nil: refuse(.requestTimeout)
        case .running(let run) where run.awaitsBody: expireBody(now)
        case .running(let run) where run.patience != nil: refuse(.overloaded(retryAfter: loop.limits.retryAfter))
        case .running, .streaming, .closed: break
        case .head, .discarding, .lingering: close()
        }
    }

    private func expireBody(_ now: NIODeadline) {
        guard pace?.isOver(with: request?.received ?? 0, at: now) == false, let pace else {
            return refuse(.requestTimeout)
        }
        deadline = pace.deadline
    }
}
