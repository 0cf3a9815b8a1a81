import CEpoll
import Glibc
import NIOCore
import NIOPosix

/// Lets go on what waits until an event loop has looked at its sockets. It belongs to the loop's thread.
///
/// Neither a task nor a timer is that. SwiftNIO runs all that is due, and what has become due meanwhile, before it looks at
/// a socket again: tasks that take longer than their next pause keep it from that for ever. So this is a socket of the
/// loop's like any other, one that never has anything to say but that (eventfd(2)).
final class SocketTurn: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    /// Its own name for what the channel reads: it is closed after the channel, never before.
    private let bell: Int32
    private var channel: (any Channel)?
    private var waiting: [() -> Void] = []
    private var isOver = false

    private init(ringing bell: Int32) {
        self.bell = bell
    }

    deinit {
        Glibc.close(bell)
    }

    /// Called on the loop's thread. It lives until it is closed, or its loop ends.
    static func make(on eventLoop: any EventLoop) -> EventLoopFuture<NIOLoopBound<SocketTurn>> {
        let read = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        let bell = fcntl(read, F_DUPFD_CLOEXEC, 0)
        guard bell >= 0 else {
            let error = IOError(errnoCode: errno, reason: "eventfd")
            Glibc.close(read)
            return eventLoop.makeFailedFuture(error)
        }
        let turn = NIOLoopBound(SocketTurn(ringing: bell), eventLoop: eventLoop)
        return NIOPipeBootstrap(group: eventLoop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(turn.value) }
            }
            .takingOwnershipOfDescriptor(input: read)
            .map { _ in turn }
    }

    /// `act` is called when the sockets have had their turn, after those that came before it.
    func wait(_ act: @escaping () -> Void) {
        guard !isOver else { return act() }
        waiting.append(act)
        if waiting.count == 1 { eventfd_write(bell, 1) }
    }

    /// From now on nothing waits.
    func close() {
        channel?.close(promise: nil)
    }

    func channelActive(context: ChannelHandlerContext) {
        channel = context.channel
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { wake() }

    func channelInactive(context: ChannelHandlerContext) {
        channel = nil
        isOver = true
        wake()
    }

    /// Whoever waits again meanwhile waits for the next turn.
    private func wake() {
        let woken = waiting
        waiting = []
        for act in woken { act() }
    }
}
