import Dispatch
import Foundation
import NIOCore
import SQLEngines
import TestDatabases
import Testing

/// What passes from one owner of a connection to the next.
@Suite("PostgreSQL's pool", .enabled(if: TestEngine.serverURL != nil))
struct PostgresPoolTests {
    private struct Refused: Error {}

    /// The first owner works on one of Swift's threads, so that its ROLLBACK is handed to the connection's loop; the
    /// loop is held up meanwhile, and goes on with a write of its own, which is sent at once.
    @Test("Whoever takes a connection on its own event loop finds the last owner's transaction ended")
    func inOrder() async throws {
        try await withOneConnection { engine, _, loop in
            let mayGoOn = DispatchSemaphore(value: 0)
            let (next, hasNext) = AsyncStream<Result<Int?, any Error>>.makeStream()
            let refused = await #expect(throws: Refused.self) {
                try await engine.write { session in
                    try await session.execute("CREATE TABLE half_done (n BIGINT)")
                    await Self.hold(loop, until: mayGoOn) {
                        try await engine.write { try await $0.value(Self.tables, as: Int.self) }
                    } then: {
                        hasNext.yield($0)
                    }
                    throw Refused()
                }
            }
            mayGoOn.signal()
            guard refused != nil else { return }
            for await result in next {
                let left = try result.get()
                #expect(left == 0)
                break
            }
        }
    }

    @Test("Whoever begins to wait just as the only connection comes back gets it")
    func justNow() async throws {
        var options = PostgresOptions.forTests
        options.connections = 1
        try await withDatabase(.postgres, postgres: options) { database in
            for _ in 0..<1000 {
                async let one = database.engine.read(.long) { _ in 1 }
                async let other = database.engine.read(.long) { _ in 2 }
                let both = try await [one, other]
                #expect(both == [1, 2])
            }
        }
    }

    @Test("An engine that is closed twice writes to no descriptor that has become another's")
    func closedTwice() async throws {
        try await withDatabase(.postgres) { database in
            let engine = try await PostgresEngine.open(url: try #require(database.url), options: .forTests)
            await engine.close()
            // The numbers that it had are taken as soon as its thread has given them back.
            try await Task.sleep(for: .milliseconds(50))
            let pairs = (0..<64).map { _ in SocketPair() }
            await engine.close()
            #expect(pairs.allSatisfy { $0.isSilent })
        }
    }

    private static let tables: SQL = "SELECT count(*) FROM pg_tables WHERE tablename = 'half_done'"

    /// Holds the loop up, returns as soon as it is, and lets it go on with `work` when it may.
    private static func hold(
        _ loop: any EventLoop, until mayGoOn: DispatchSemaphore,
        _ work: @escaping @Sendable () async throws -> Int?,
        then: @escaping @Sendable (Result<Int?, any Error>) -> Void
    ) async {
        await withCheckedContinuation { held in
            loop.execute {
                held.resume()
                _ = wait(for: mayGoOn)
                Task.immediate {
                    do { then(.success(try await work())) } catch { then(.failure(error)) }
                }
            }
        }
    }
}

/// Two sockets that are connected to each other.
private final class SocketPair {
    private var ends: [Int32] = [-1, -1]

    init() {
        _ = socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends)
    }

    /// Whether nobody has written to either.
    var isSilent: Bool {
        ends.allSatisfy { end in
            var byte: UInt8 = 0
            return recv(end, &byte, 1, Int32(MSG_DONTWAIT)) < 0 && errno == EAGAIN
        }
    }

    deinit { ends.forEach { close($0) } }
}
