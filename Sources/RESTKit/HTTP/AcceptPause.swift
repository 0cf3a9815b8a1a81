import NIOCore

/// Lets a listening socket rest for a moment when it cannot accept, as when there are no descriptors left.
///
/// SwiftNIO's `AcceptBackoffHandler` waits with the next read, but the socket stays registered with epoll, which says at once
/// again that somebody is at the door: that took a whole core. Without automatic reads it is not registered.
final class AcceptPause: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private static let length = TimeAmount.milliseconds(100)
    private var isResting = false

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error is IOError, !isResting {
            isResting = true
            accept(false, on: context.channel)
            let channel = context.channel
            context.eventLoop.assumeIsolated().scheduleTask(in: Self.length) {
                self.isResting = false
                self.accept(true, on: channel)
            }
        }
        context.fireErrorCaught(error)
    }

    /// A socket that has been closed meanwhile refuses, and need not.
    private func accept(_ goesOn: Bool, on channel: any Channel) {
        try? channel.syncOptions?.setOption(.autoRead, value: goesOn)
    }
}
