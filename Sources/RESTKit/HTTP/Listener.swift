import Glibc
import NIOCore
import NIOPosix
import NIOSSL

/// A listening socket, the event loops that serve what it accepts, and the way out of both.
final class Listener: Sendable {
    private let channel: any Channel
    private let group: any EventLoopGroup
    private let ownsGroup: Bool
    private let loops: ServingLoops
    /// The file of a Unix domain socket, which outlives the socket.
    private let socketPath: String?

    var address: SocketAddress? { channel.localAddress }

    private init(channel: any Channel, group: any EventLoopGroup, ownsGroup: Bool, loops: ServingLoops) {
        socketPath = channel.localAddress?.pathname
        self.channel = channel
        self.group = group
        self.ownsGroup = ownsGroup
        self.loops = loops
    }

    static func open(
        application: any Application, configuration: HTTPServer.Configuration, bounds: ServerBounds,
        draining: DrainState, secondsSince1970: @escaping @Sendable () -> Int64,
        group given: (any EventLoopGroup)?
    ) async throws -> Listener {
        let tls = try configuration.tls?.makeContext()
        let group =
            given
            ?? MultiThreadedEventLoopGroup(numberOfThreads: configuration.eventLoops ?? System.coreCount)
        do {
            let loops = try await ServingLoops.make(
                on: group, application: application, configuration: configuration, bounds: bounds,
                draining: draining, secondsSince1970: secondsSince1970)
            let channel = try await bind(configuration, to: group, loops: loops, tls: tls)
            return Listener(channel: channel, group: group, ownsGroup: given == nil, loops: loops)
        } catch {
            if given == nil { try? await group.shutdownGracefully() }
            throw configuration.address.failure(error)
        }
    }

    private static func bind(
        _ configuration: HTTPServer.Configuration, to group: any EventLoopGroup, loops: ServingLoops,
        tls: NIOSSLContext?
    ) async throws -> any Channel {
        let bootstrap = ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: configuration.backlog)
            // Four, which is NIO's own number, let so few in under load that others had to knock again after a second.
            .serverChannelOption(.maxMessagesPerRead, value: 64)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(AcceptPause())
                }
            }
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try loops.accept(channel, tls: tls) }
            }
        return switch configuration.address {
        case .tcp(let host, let port):
            try await bootstrap.childChannelOption(.tcpOption(.unsentLowWatermark), value: 64 * 1024)
                .bind(host: host, port: port).get()
        case .unix(let path):
            try await bootstrap.bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
        }
    }

    /// Serves on for so long, each connection one more request. At its end who is about to come in is let in, and who
    /// comes later is turned away at the door: no connection is lost between the two.
    func giveNotice(for duration: TimeAmount) async {
        await loops.giveNotice()
        try? await Task.sleep(for: .nanoseconds(duration.nanoseconds))
        guard await ClosedDoor.shut(channel) else { return }
        await ClosedDoor.letIn(channel)
    }

    /// How many connections had to be cut off. Threads that still work for those are left to end with the program.
    func drain(within limit: TimeAmount) async -> Int {
        try? await channel.close()
        if let path = socketPath { unlink(path) }
        let cutOff = await loops.drain(within: limit)
        if ownsGroup, cutOff.remaining == 0 { try? await group.shutdownGracefully() }
        return cutOff.connections
    }
}

extension NIOBSDSocket.Option {
    /// How much unsent data the kernel takes. With its own default of megabytes nobody could tell a client that reads
    /// slowly from one that has stopped.
    fileprivate static var unsentLowWatermark: Self { Self(rawValue: TCP_NOTSENT_LOWAT) }
}

extension HTTPServer.Configuration.Address {
    /// What went wrong when listening here, as a sentence.
    fileprivate func failure(_ error: any Error) -> any Error {
        if error is ServerStartFailure { return error }
        let code = (error as? IOError)?.errnoCode
        return switch code {
        case EADDRINUSE:
            ServerStartFailure("Another program listens on \(self) already: stop it, or choose another port.")
        case EACCES, EPERM:
            ServerStartFailure(
                "Listening on \(self) is not allowed: ports below 1024 need a privilege; choose another.")
        case EADDRNOTAVAIL:
            ServerStartFailure("This machine has no address \(self): choose one of its own, or 0.0.0.0 for all.")
        default:
            ServerStartFailure("Listening on \(self) failed: \(error)")
        }
    }
}

extension HTTPServer.Configuration.Address: CustomStringConvertible {
    public var description: String {
        switch self {
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        case .unix(let path): path
        }
    }
}
