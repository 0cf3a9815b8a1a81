import NIOCore
import NIOPosix
import SQLEngines
import TestDatabases
import Testing

/// What passes from one owner of a connection to the next.
@Suite("PostgreSQL's pool", .enabled(if: TestEngine.serverURL != nil))
struct PostgresPoolTests {
    private struct Refused: Error {}

    @Test("Whoever takes a connection on its own event loop finds the last owner's transaction ended")
    func inOrder() async throws {
        var options = PostgresOptions.forTests
        options.connections = 1
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        try await withDatabase(.postgres) { database in
            let engine = try await PostgresEngine.open(
                url: try #require(database.url), options: options, group: group)
            try await engine.closing { engine in
                try await engine.write { try await $0.execute("CREATE TABLE t (n BIGINT)") }
                await withTaskGroup { tasks in
                    for number in 0..<300 {
                        tasks.addTask { await Self.refuse(number, engine) }
                        tasks.addTask { await Self.keep(number, engine, on: group.next()) }
                    }
                }
                let kept = try await engine.all("SELECT n FROM t ORDER BY n") { try $0.next(Int.self) }
                #expect(kept == Array(0..<300))
            }
        }
        try await group.shutdownGracefully()
    }

    /// On one of Swift's shared threads, so that its ROLLBACK has to be handed to the loop.
    private static func refuse(_ number: Int, _ engine: PostgresEngine) async {
        await #expect(throws: Refused.self) {
            try await engine.write { session in
                try await session.execute("INSERT INTO t VALUES (\(-1 - number))")
                throw Refused()
            }
        }
    }

    /// On the connection's loop, where what is sent goes out at once.
    private static func keep(_ number: Int, _ engine: PostgresEngine, on loop: any EventLoop) async {
        let result: Result<Void, any Error> = await withCheckedContinuation { caller in
            loop.execute {
                Task.immediate {
                    do {
                        try await engine.write { try await $0.execute("INSERT INTO t VALUES (\(number))") }
                        caller.resume(returning: .success(()))
                    } catch {
                        caller.resume(returning: .failure(error))
                    }
                }
            }
        }
        #expect(throws: Never.self) { try result.get() }
    }
}
