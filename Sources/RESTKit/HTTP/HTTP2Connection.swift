import NIOCore
import NIOHTTP2

/// One HTTP/2 connection: its settings, how it ends, and what a client may not do to it. Its requests are streams.
final class HTTP2Connection: ChannelInboundHandler, Connection {
    typealias InboundIn = HTTP2Frame

    private let loop: ServingLoop
    private var context: ChannelHandlerContext?
    /// For the first request; afterwards the idle time of NIO's own handler counts.
    private var deadline: NIODeadline
    private var backlog = PendingWrites()
    private var isBacklogged = false
    private let turns: TurnQueue
    private var answers: WaitingAnswers
    /// Of the heads of all streams there are.
    private var headBytes = 0
    private static let mostHeadBytes = 256 * 1024

    init(loop: ServingLoop) {
        self.loop = loop
        turns = TurnQueue(loop.socketTurn, behind: loop.turns)
        answers = WaitingAnswers(on: loop)
        deadline = .now() + loop.timeouts.head
    }

    static func serve(_ channel: any Channel, loop: ServingLoop, client: ClientAddress) throws {
        let manager = NIOHTTP2ServerConnectionManagementHandler(
            eventLoop: channel.eventLoop,
            configuration: .init(
                maxIdleTime: loop.timeouts.idle, maxAge: nil, maxGraceTime: loop.timeouts.drain, keepalive: nil))
        let connection = HTTP2Connection(loop: loop)
        let bound = NIOLoopBound((loop, connection, client), eventLoop: channel.eventLoop)
        let http2 = NIOHTTP2Handler(
            mode: .server, eventLoop: channel.eventLoop, connectionConfiguration: settings(loop.limits),
            streamConfiguration: .init(), streamDelegate: manager.http2StreamDelegate
        ) { stream in
            stream.eventLoop.makeCompletedFuture {
                let (loop, connection, client) = bound.value
                connection.deadline = .distantFuture
                try stream.pipeline.syncOperations.addHandler(
                    HTTP2Stream(loop: loop, connection: connection, client: client))
            }
        }
        try channel.pipeline.syncOperations.addHandlers([http2, manager, connection])
    }

    /// Resets, pings, settings, empty and continuation frames in excess are bounded by NIOHTTP2's own defaults.
    private static func settings(_ limits: HTTPServer.Limits) -> NIOHTTP2Handler.ConnectionConfiguration {
        var configuration = NIOHTTP2Handler.ConnectionConfiguration()
        // Room for what is told 431 and 414 by a stream; above it the connection ends. 32 bytes a field are RFC 9113's.
        let headerList = limits.headerBytes + 2 * limits.target + 32 * limits.headerFields
        configuration.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: limits.streams),
            HTTP2Setting(parameter: .maxHeaderListSize, value: headerList),
        ]
        configuration.maximumBufferedControlFrames = 1_000
        // They are ours (`HTTP2Grammar`, `HTTP2Stream.keepsLength`).
        configuration.headerBlockValidation = .disabled
        configuration.contentLengthValidation = .disabled
        return configuration
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop.add(self)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        turns.renew()
        loop.lookAwayAfterTurn()
        context.fireChannelReadComplete()
    }

    /// Has a request begin at once, or when its turn comes.
    func begin(_ request: @escaping () -> Void) {
        loop.socketSpoke()
        turns.begin(request)
    }

    /// A stream hands over some of an answer.
    func add(_ count: Int, keeping memory: Int) {
        answers.add(count, keeping: memory)
    }

    /// So many bytes of a stream's answer have left, or will not.
    func sent(_ count: Int) {
        answers.sent(count)
    }

    /// An answer is not kept any more.
    func forget(answer memory: Int) {
        answers.forget(memory)
    }

    /// Counts a stream's head until the stream ends. False when they are too many bytes: by HPACK (RFC 7541) each of them may have
    /// come as a few, and they are kept for as long as a body is awaited.
    func keep(head bytes: Int) -> Bool {
        headBytes += bytes
        return headBytes <= Self.mostHeadBytes
    }

    func forget(head bytes: Int) {
        headBytes -= bytes
    }

    func channelInactive(context: ChannelHandlerContext) {
        turns.removeAll()
        loop.remove(self)
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        loop.remove(self)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed { close() }
        context.fireUserInboundEventTriggered(event)
    }

    /// What NIO holds to be a fault of one stream comes bare, and ends the connection too: a client that has the server reset
    /// its streams (CVE-2025-8671) pays for each round with a handshake.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !(error is NIOHTTP2Errors.StreamError) { close() }
    }

    /// Ends when what has been read is looked at.
    func closeAfterRead() {
        let bound = NIOLoopBound(self, eventLoop: loop.eventLoop)
        loop.eventLoop.execute { bound.value.close() }
    }

    func check(_ now: NIODeadline) {
        let isUnread = isStalled(now)
        // Where it is some streams that are not read, those end.
        if !isBacklogged { answers.rest() }
        if now >= deadline || isUnread || isBacklogged && answers.areTooSlow(at: now) { close() }
    }

    func drain() {
        context?.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }

    func close() {
        context?.close(promise: nil)
    }

    /// Whether the client has stopped reading from the socket.
    private func isStalled(_ now: NIODeadline) -> Bool {
        guard let channel = context?.channel else { return false }
        guard !channel.isWritable else {
            isBacklogged = false
            return false
        }
        if !isBacklogged {
            isBacklogged = true
            backlog = PendingWrites()
            backlog.began(at: now)
        }
        return backlog.areStalled(with: channel.unsentBytes, at: now, for: loop.timeouts.write)
    }
}
