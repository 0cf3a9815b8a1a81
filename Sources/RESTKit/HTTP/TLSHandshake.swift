import NIOCore
import NIOTLS

/// A connection that has not yet agreed on TLS and a version of HTTP. It has as long for that as for a header.
final class TLSHandshake: ChannelInboundHandler, RemovableChannelHandler, Connection {
    typealias InboundIn = ByteBuffer

    private let loop: ServingLoop
    private let client: ClientAddress
    private let deadline: NIODeadline
    private var context: ChannelHandlerContext?

    init(loop: ServingLoop, client: ClientAddress) {
        self.loop = loop
        self.client = client
        deadline = .now() + loop.timeouts.head
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        loop.add(self)
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
        loop.remove(self)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .handshakeCompleted(let negotiated) = event as? TLSUserEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        do {
            try serve(context.channel, isHTTP2: negotiated == "h2")
            context.pipeline.syncOperations.removeHandler(context: context, promise: nil)
        } catch {
            close()
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        close()
    }

    func check(_ now: NIODeadline) {
        if now >= deadline { close() }
    }

    func drain() {
        close()
    }

    func close() {
        context?.close(promise: nil)
    }

    private func serve(_ channel: any Channel, isHTTP2: Bool) throws {
        if isHTTP2 {
            try HTTP2Connection.serve(channel, loop: loop, client: client)
        } else {
            try channel.pipeline.syncOperations.addHandler(
                HTTP1Connection(loop: loop, client: client, isEncrypted: true))
        }
    }
}
