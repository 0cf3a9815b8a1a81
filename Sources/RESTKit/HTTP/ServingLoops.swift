import NIOCore
import NIOSSL
import Synchronization

/// All of a server's event loops, and how an accepted connection finds its own.
final class ServingLoops: Sendable {
    private let loops: [ObjectIdentifier: NIOLoopBound<ServingLoop>]

    private init(_ loops: [ObjectIdentifier: NIOLoopBound<ServingLoop>]) {
        self.loops = loops
    }

    static func make(
        on group: any EventLoopGroup, application: any Application, configuration: HTTPServer.Configuration,
        bounds: ServerBounds, draining: DrainState,
        secondsSince1970: @escaping @Sendable () -> Int64
    ) async throws -> ServingLoops {
        var loops: [ObjectIdentifier: NIOLoopBound<ServingLoop>] = [:]
        for eventLoop in group.makeIterator() {
            loops[ObjectIdentifier(eventLoop)] = try await eventLoop.flatSubmit {
                SocketTurn.make(on: eventLoop).map { socketTurn in
                    let loop = ServingLoop(
                        eventLoop: eventLoop, socketTurn: socketTurn.value, application: application,
                        configuration: configuration, bounds: bounds, draining: draining,
                        date: DateField(secondsSince1970: secondsSince1970),
                        requestIDs: RequestID(randomness: SystemRandomNumberGenerator()))
                    return NIOLoopBound(loop, eventLoop: eventLoop)
                }
            }.get()
        }
        return ServingLoops(loops)
    }

    /// Gives a connection what it needs to be served; called on its own event loop.
    func accept(_ channel: any Channel, tls: NIOSSLContext?) throws {
        guard let loop = loops[ObjectIdentifier(channel.eventLoop)]?.value else {
            throw ChannelError.operationUnsupported
        }
        // A client that has gone before it was accepted has no address any more, and what it had sent would be nobody's.
        guard let peer = channel.remoteAddress else { throw ChannelError.eof }
        let client = ClientAddress(peer: peer, trusted: loop.configuration.trustedProxies)
        let pipeline = channel.pipeline.syncOperations
        if let tls {
            try pipeline.addHandlers([NIOSSLServerHandler(context: tls), TLSHandshake(loop: loop, client: client)])
        } else {
            try pipeline.addHandler(HTTP1Connection(loop: loop, client: client, isEncrypted: false))
        }
    }

    /// From now on each connection's next answer is its last; those at rest stay open.
    func giveNotice() async {
        for loop in loops.values { try? await loop.eventLoop.submit { loop.value.giveNotice() }.get() }
    }

    /// Ends all connections as they come to rest, and cuts off those that have not within `limit`.
    func drain(within limit: TimeAmount) async -> CutOff {
        let futures = loops.values.map { loop in
            loop.eventLoop.flatSubmit { loop.value.drain(within: limit) }
        }
        var all = CutOff()
        for future in futures {
            guard let cutOff = try? await future.get() else { continue }
            all.connections += cutOff.connections
            all.remaining += cutOff.remaining
        }
        return all
    }
}
