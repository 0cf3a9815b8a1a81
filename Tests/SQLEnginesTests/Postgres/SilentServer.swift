import NIOCore
import NIOPosix
import Synchronization

/// Takes connections and says nothing, as a machine does whose packets are lost.
final class SilentServer: Sendable {
    /// How many callers there are, were at most at the same time, and have been.
    private final class Callers: Sendable {
        private let counts = Mutex((now: 0, most: 0, all: 0))

        var most: Int { counts.withLock { $0.most } }
        var all: Int { counts.withLock { $0.all } }

        func enter() {
            counts.withLock { counts in
                counts.now += 1
                counts.all += 1
                counts.most = max(counts.most, counts.now)
            }
        }

        func leave() { counts.withLock { $0.now -= 1 } }
    }

    let port: Int
    private let channel: any Channel
    private let callers: Callers

    var mostCallers: Int { callers.most }
    var allCallers: Int { callers.all }

    private init(_ channel: any Channel, _ callers: Callers) {
        self.channel = channel
        self.callers = callers
        port = channel.localAddress?.port ?? 0
    }

    /// Runs `body` beside such a server.
    static func with(_ body: (SilentServer) async throws -> Void) async throws {
        let callers = Callers()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { caller in
                callers.enter()
                caller.closeFuture.whenComplete { _ in callers.leave() }
                return caller.eventLoop.makeSucceededVoidFuture()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body(SilentServer(channel, callers))
            try await channel.close()
        } catch {
            try? await channel.close()
            throw error
        }
    }

    /// The URL with this server as its only host, or with this one before its own.
    func url(_ url: String, before: Bool) -> String {
        let parts = url.split(separator: "@", maxSplits: 1)
        let place = parts[1].split(separator: "/", maxSplits: 1)
        return "\(parts[0])@127.0.0.1:\(port)\(before ? ",\(place[0])" : "")/\(place[1])"
    }
}
