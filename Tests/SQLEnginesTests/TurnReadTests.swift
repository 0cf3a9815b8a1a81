import CSQLite
import Dispatch
import NIOCore
import NIOPosix
import Synchronization
import Testing

@testable import SQLEngines

@Suite("Reads of one turn of an event loop", .serialized)
struct TurnReadTests {
    /// A loop's turn, seen from inside: what `body` does runs on the loop's thread and is one turn as long as it does not
    /// suspend; afterwards it goes on elsewhere.
    private func turn<Value: Sendable>(
        of loop: any EventLoop, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let promise = loop.makePromise(of: Value.self)
        loop.execute {
            Task.immediate {
                do { promise.succeed(try await body()) } catch { promise.fail(error) }
            }
        }
        return try await promise.futureResult.get()
    }

    private func withLoop(_ body: (SQLiteEngine, any EventLoop) async throws -> Void) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let engine = try await SQLiteEngine.temporary()
        try await engine.write { try await $0.run("CREATE TABLE things (id INTEGER PRIMARY KEY)") { _ in } }
        try await body(engine, group.next())
        await engine.close()
        try await group.shutdownGracefully()
    }

    @Test("A write that was acknowledged meanwhile is seen by the next read of the same turn")
    func acknowledged() async throws {
        try await withLoop { engine, loop in
            let counts = try await turn(of: loop) {
                var counts: [Int64] = []
                for id in 1...50 as ClosedRange<Int64> {
                    counts.append(try await things(engine))
                    let isWritten = DispatchSemaphore(value: 0)
                    Task.detached {
                        defer { isWritten.signal() }
                        try await engine.write { try await $0.run("INSERT INTO things VALUES (\(id))") { _ in } }
                    }
                    block(until: isWritten)
                }
                counts.append(try await things(engine))
                return counts
            }
            #expect(counts == Array(0...50))
        }
    }

    @Test("Reads of a turn share a snapshot, those of the next have another")
    func shared() async throws {
        try await withLoop { engine, loop in
            let stranger = try Stranger(engine.path)
            let counts = try await turn(of: loop) {
                let before = try await things(engine)
                // What no engine knows of: only a snapshot keeps it from being seen.
                stranger.run("INSERT INTO things VALUES (1)")
                let read = try await engine.read(.point) { session in try await things(session) }
                return [before, try await things(engine), read]
            }
            #expect(counts == [0, 0, 0])
            #expect(try await turn(of: loop) { try await things(engine) } == 1)
        }
    }

    @Test("After a turn no snapshot keeps the log from being copied back")
    func ended() async throws {
        try await withLoop { engine, loop in
            let stranger = try Stranger(engine.path)
            _ = try await turn(of: loop) { try await things(engine) }
            try await loop.submit {}.get()
            stranger.run("INSERT INTO things VALUES (1)")
            #expect(stranger.run("PRAGMA wal_checkpoint(TRUNCATE)") == 0)
        }
    }

    @Test("A read that fails ends the snapshot, and the next takes its own")
    func failed() async throws {
        struct Refused: Error {}
        try await withLoop { engine, loop in
            let stranger = try Stranger(engine.path)
            let counts = try await turn(of: loop) {
                var counts = [try await things(engine)]
                stranger.run("INSERT INTO things VALUES (1)")
                await #expect(throws: EngineError.self) { try await engine.run("SELECT * FROM nothing") { _ in } }
                counts.append(try await things(engine))
                stranger.run("INSERT INTO things VALUES (2)")
                await #expect(throws: Refused.self) { try await engine.read(.point) { _ in throw Refused() } }
                return counts + [try await things(engine)]
            }
            #expect(counts == [0, 1, 2])
        }
    }

    @Test("A read that outlasts its turn ends the snapshot itself")
    func outlasting() async throws {
        try await withLoop { engine, loop in
            let stranger = try Stranger(engine.path)
            let count = try await turn(of: loop) {
                try await engine.read(.point) { session in
                    let before = try await things(session)
                    try await Task.sleep(for: .milliseconds(20))
                    return before
                }
            }
            #expect(count == 0)
            stranger.run("INSERT INTO things VALUES (1)")
            #expect(stranger.run("PRAGMA wal_checkpoint(TRUNCATE)") == 0)
        }
    }

    @Test("A read that begins while another waits has a connection of its own, and sees what was written")
    func nested() async throws {
        try await withLoop { engine, loop in
            let counts = try await turn(of: loop) {
                try await engine.read(.point) { outer in
                    let before = try await things(outer)
                    try await engine.write { try await $0.run("INSERT INTO things VALUES (1)") { _ in } }
                    return [before, try await things(engine), try await things(outer)]
                }
            }
            #expect(counts == [0, 1, 0])
            #expect(try await turn(of: loop) { try await things(engine) } == 1)
        }
    }
}

private func things(_ session: any Session) async throws -> Int64 {
    var count: Int64 = -1
    try await session.run("SELECT count(*) FROM things") { row in count = try row.next() }
    return count
}

/// Keeps the loop's thread, as nothing may that is not a test.
private func block(until semaphore: DispatchSemaphore) {
    _ = semaphore.wait(timeout: .now() + 60)
}

/// A connection that the engine does not know of.
private final class Stranger: Sendable {
    private let handle: Mutex<OpaquePointer?>

    init(_ path: String) throws {
        var opened: OpaquePointer?
        try #require(sqlite3_open_v2(path, &opened, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK)
        handle = Mutex(opened)
    }

    deinit { handle.withLock { _ = sqlite3_close_v2($0) } }

    /// The first column of the first row: of a checkpoint, whether somebody was in its way.
    @discardableResult
    func run(_ text: String) -> Int {
        handle.withLock { handle in
            var statement: OpaquePointer?
            sqlite3_prepare_v2(handle, text, -1, &statement, nil)
            defer { sqlite3_finalize(statement) }
            return sqlite3_step(statement) == SQLITE_ROW ? Int(sqlite3_column_int64(statement, 0)) : -1
        }
    }
}
