import SQLEngines
import Synchronization
import TestDatabases
import Testing

@Suite("Writes")
struct WriteTests {
    private struct Refused: Error {}

    @Test("An error undoes the whole write and is thrown on", arguments: TestEngine.all)
    func undone(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT)")
            await #expect(throws: Refused.self) {
                try await engine.write { session in
                    try await session.execute("INSERT INTO t VALUES (1)")
                    throw Refused()
                }
            }
            #expect(try await engine.number("SELECT count(*) FROM t") == 0)
        }
    }

    @Test(
        "Statements are written together, and what they answer is handed on with their numbers",
        arguments: TestEngine.all)
    func statements(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT PRIMARY KEY)")
            let read: @Sendable (Int, inout Row) throws -> [Int] = { number, row in [number, try row.next()] }
            let insertion: SQL = "INSERT INTO t VALUES (1), (2) RETURNING a"
            #expect(
                try await engine.write([insertion, "SELECT CAST(5 AS BIGINT)", "UPDATE t SET a = a + 2"], read) == [
                    [0, 1], [0, 2], [1, 5],
                ])
            #expect(try await engine.write([], read) == [])
            #expect(try await engine.number("SELECT max(a) FROM t") == 4)
        }
    }

    @Test(
        "A statement that is refused undoes those before it and keeps those after it from running",
        arguments: TestEngine.all)
    func refusedStatement(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT PRIMARY KEY)", "INSERT INTO t VALUES (1)")
            await #expect(throws: ConstraintViolation(["t_pkey"])) {
                try await engine.write(
                    ["INSERT INTO t VALUES (2)", "INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (3)"]
                ) { _, _ in }
            }
            #expect(try await engine.number("SELECT max(a) FROM t") == 1)
            // The connection goes on as if nothing had been.
            #expect(try await engine.write(["SELECT count(*) FROM t"]) { _, row in try row.next() as Int } == [1])
        }
    }

    @Test("One failing write of a group hurts no other")
    func savepoints() async throws {
        try await withEngine { engine in
            try await engine.change("CREATE TABLE t (a BIGINT PRIMARY KEY)")
            let errors = await together(engine, 10) { index, session in
                try await session.execute("INSERT INTO t VALUES (\(index / 2))")
                if index == 8 { throw Refused() }
            }
            let refused = errors.indices.filter { errors[$0] != nil }
            #expect(refused == [1, 3, 5, 7, 8])
            #expect(errors[1] as? ConstraintViolation == ConstraintViolation(["t_pkey"]))
            #expect(errors[8] is Refused)
            #expect(try await engine.number("SELECT sum(a) FROM t") == 0 + 1 + 2 + 3 + 4)
        }
    }

    @Test("Writes run again once at most when others of their group are undone, however many")
    func ranAgain() async throws {
        try await withEngine { engine in
            try await engine.change("CREATE TABLE t (a BIGINT PRIMARY KEY)")
            let runs = Mutex([Int](repeating: 0, count: 10))
            let errors = await together(engine, 10) { index, session in
                runs.withLock { $0[index] += 1 }
                try await session.execute("INSERT INTO t VALUES (\(index))")
                if index % 3 == 2 { throw Refused() }
            }
            #expect(errors.indices.filter { errors[$0] != nil } == [2, 5, 8])
            #expect(runs.withLock { $0 } == [2, 2, 2, 1, 1, 1, 1, 1, 1, 1])
            #expect(try await engine.number("SELECT sum(a) FROM t") == 45 - 2 - 5 - 8)
        }
    }

    @Test("A write that fails when it has only read lets no other run again")
    func onlyRead() async throws {
        try await withEngine { engine in
            try await engine.change("CREATE TABLE t (a BIGINT PRIMARY KEY)")
            let runs = Mutex(0)
            let errors = await together(engine, 10) { index, session in
                runs.withLock { $0 += 1 }
                let count: Int? = try await session.value("SELECT count(*) FROM t")
                if index % 2 == 1 { throw Refused() }
                try await session.execute("INSERT INTO t VALUES (\(index * 10 + (count ?? -1)))")
            }
            #expect(errors.indices.filter { errors[$0] != nil } == [1, 3, 5, 7, 9])
            #expect(runs.withLock { $0 } == 10)
            #expect(try await engine.number("SELECT sum(a) FROM t") == 0 + 21 + 42 + 63 + 84)
        }
    }

    @Test("A write that a constraint refuses at its first change lets no other run again")
    func refusedAtOnce() async throws {
        try await withEngine { engine in
            try await engine.change("CREATE TABLE t (a BIGINT PRIMARY KEY)")
            let runs = Mutex(0)
            let errors = await together(engine, 10) { index, session in
                runs.withLock { $0 += 1 }
                try await session.execute("INSERT INTO t VALUES (\(index / 2)), (\(100 + index))")
            }
            #expect(errors.indices.filter { errors[$0] != nil } == [1, 3, 5, 7, 9])
            #expect(runs.withLock { $0 } == 10)
            #expect(try await engine.number("SELECT sum(a) FROM t") == 0 + 1 + 2 + 3 + 4 + 5 * 104)
        }
    }

    @Test("A write without a limit shares its transaction with no other", arguments: [false, true])
    func apart(_ fails: Bool) async throws {
        let observer = RecordingObserver()
        var options = SQLiteOptions()
        options.observer = observer
        options.groupDuration = .seconds(60)
        try await withEngine(options: options) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT)")
            let errors = await together(engine, 5, unlimited: 2) { index, session in
                try await session.execute("INSERT INTO t VALUES (\(index))")
                if fails, index == 2 { throw Refused() }
            }
            #expect(errors.indices.filter { errors[$0] != nil } == (fails ? [2] : []))
            // The first group has the write that the others waited behind, too.
            #expect(observer.record.commits.dropFirst() == (fails ? [3, 2] : [3, 1, 2]))
            #expect(try await engine.number("SELECT sum(a) FROM t") == (fails ? 8 : 10))
        }
    }

    @Test(
        "A refused statement spoils its write, as on PostgreSQL, even when the error is caught",
        arguments: TestEngine.all)
    func spoilt(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT PRIMARY KEY)", "INSERT INTO t VALUES (1)")
            await #expect(throws: ConstraintViolation(["t_pkey"])) {
                try await engine.write { session in
                    try await session.execute("INSERT INTO t VALUES (2)")
                    _ = try? await session.execute("INSERT INTO t VALUES (1)")
                }
            }
            await #expect(throws: ConstraintViolation(["t_pkey"])) {
                try await engine.write { session in
                    _ = try? await session.execute("INSERT INTO t VALUES (1)")
                    try await session.execute("INSERT INTO t VALUES (3)")
                }
            }
            #expect(try await engine.number("SELECT count(*) FROM t") == 1)
        }
    }

    @Test("Writes that wait together share a commit")
    func groups() async throws {
        let observer = RecordingObserver()
        var options = SQLiteOptions()
        options.observer = observer
        try await withEngine(options: options) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT)")
            try await withThrowingTaskGroup { group in
                for caller in 0..<32 {
                    group.addTask {
                        for _ in 0..<20 { try await engine.change("INSERT INTO t VALUES (\(caller))") }
                    }
                }
                try await group.waitForAll()
            }
            let commits = observer.record.commits.dropFirst()
            #expect(commits.reduce(0, +) == 640)
            #expect(commits.count <= 640 / 2, "some callers always wait while a commit is under way")
            #expect(try await engine.number("SELECT count(*) FROM t") == 640)
        }
    }

    @Test("Writes run in the order they came")
    func order() async throws {
        try await withEngine { engine in
            try await engine.change("CREATE TABLE t (id INTEGER PRIMARY KEY, a BIGINT)")
            _ = await together(engine, 30) { index, session in
                try await session.execute("INSERT INTO t (a) VALUES (\(index))")
            }
            let order: [Int] = try await engine.all("SELECT a FROM t ORDER BY id") { row in try row.next() }
            #expect(order == Array(0..<30))
        }
    }

    @Test("A write that takes too long fails alone, and the others of its group are kept")
    func deadline() async throws {
        var options = SQLiteOptions()
        options.writeLimit = .seconds(1)
        try await withEngine(options: options) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT PRIMARY KEY)")
            let errors = await together(engine, 5) { index, session in
                let value: SQL = index == 2 ? "(\(endless))" : "\(index)"
                try await session.execute("INSERT INTO t VALUES (\(value))")
            }
            #expect(errors[2] as? EngineError == .timedOut)
            #expect(errors.count { $0 == nil } == 4)
            #expect(try await engine.number("SELECT count(*) FROM t") == 4)
        }
    }

    @Test("A write that changes something and then takes too long does so once")
    func tooLongOnce() async throws {
        var options = SQLiteOptions()
        options.writeLimit = .milliseconds(200)
        try await withEngine(options: options) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT)")
            let runs = Mutex(0)
            let errors = await together(engine, 3) { index, session in
                try await session.execute("INSERT INTO t VALUES (\(index))")
                guard index == 1 else { return }
                runs.withLock { $0 += 1 }
                try await session.execute(endless)
            }
            #expect(errors.map { $0 as? EngineError } == [nil, .timedOut, nil])
            #expect(runs.withLock { $0 } == 1)
            #expect(try await engine.number("SELECT sum(a) FROM t") == 2)
        }
    }

    @Test("A write whose turn comes too late is not begun")
    func waitedTooLong() async throws {
        var options = SQLiteOptions()
        options.writeWait = .seconds(3)
        try await withEngine(options: options) { engine in
            let errors = await together(engine, 1) { _, session in
                try await session.execute("CREATE TABLE t (a BIGINT)")
            } whenWaiting: {
                try? await Task.sleep(for: .milliseconds(3_200))
            }
            #expect(errors[0] as? EngineError == .timedOut)
            let tables = try await engine.number("SELECT count(*) FROM sqlite_schema")
            #expect(tables == 0)
        }
    }

    @Test("Maintenance has no limit")
    func maintenance() async throws {
        var options = SQLiteOptions()
        options.writeLimit = .milliseconds(1)
        try await withEngine(options: options) { engine in
            let answer: Int? = try await engine.maintain { session in try await session.value(slow) }
            #expect(answer == 200_000)
        }
    }

    @Test("A body that really suspends is waited for, and its write is whole", arguments: TestEngine.all)
    func suspending(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT)")
            let count: Int? = try await engine.write { session in
                try await session.execute("INSERT INTO t VALUES (1)")
                await Task { await Task.yield() }.value
                try await session.execute("INSERT INTO t VALUES (2)")
                return try await session.value("SELECT count(*) FROM t")
            }
            #expect(count == 2)
        }
    }

    @Test("A write begun inside a write is an error instead of waiting for itself")
    func nested() async throws {
        try await withEngine { engine in
            await #expect(throws: EngineError.self) {
                try await engine.write { _ in try await engine.change("CREATE TABLE t (a BIGINT)") }
            }
            try await engine.change("CREATE TABLE t (a BIGINT)")
        }
    }

    @Test("One write too many in the queue is refused at once, and those that wait are served")
    func overloaded() async throws {
        var options = SQLiteOptions()
        options.writeQueue = 3
        try await withEngine(options: options) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT)")
            let errors = await together(engine, 3) { index, session in
                try await session.execute("INSERT INTO t VALUES (\(index))")
            } whenWaiting: {
                await #expect(throws: EngineError.overloaded) { try await engine.change("INSERT INTO t VALUES (9)") }
            }
            #expect(errors.allSatisfy { $0 == nil })
            #expect(try await engine.number("SELECT count(*) FROM t") == 3)
        }
    }

    @Test("A full disk is said to be full, keeps what was acknowledged, and writing goes on once there is room")
    func storageFull() async throws {
        let observer = RecordingObserver()
        var options = SQLiteOptions()
        options.observer = observer
        try await withEngine(options: options) { engine in
            try await engine.change("CREATE TABLE t (a TEXT)", "INSERT INTO t VALUES ('kept')")
            // Stands for a full disk: SQLite gives the same answer for both.
            _ = try await engine.maintain { session in
                let pages: Int? = try await session.value("PRAGMA page_count")
                try await session.execute(SQL(stringLiteral: "PRAGMA max_page_count = \((pages ?? 0) + 2)"))
            }
            let large = String(repeating: "x", count: 100_000)
            let errors = await together(engine, 3) { index, session in
                try await session.execute("INSERT INTO t VALUES (\(index == 1 ? large : "small"))")
            }
            #expect(errors[1] as? EngineError == .storageFull)
            #expect(errors[0] == nil && errors[2] == nil)
            await #expect(throws: EngineError.storageFull) {
                try await engine.change("INSERT INTO t VALUES (\(large))")
            }
            #expect(observer.record.checkpointedPages > 0)
            _ = try await engine.maintain { session in try await session.execute("PRAGMA max_page_count = 1000000") }
            try await engine.change("INSERT INTO t VALUES (\(large))")
            #expect(try await engine.number("SELECT count(*) FROM t") == 4)
        }
    }

    @Test("The write-ahead log is copied into the file, and does not grow without end")
    func checkpoints() async throws {
        let observer = RecordingObserver()
        var options = SQLiteOptions()
        options.observer = observer
        try await withEngine(options: options) { engine in
            try await engine.change("CREATE TABLE t (a TEXT)")
            let large = String(repeating: "x", count: 1_000_000)
            for _ in 0..<30 { try await engine.change("INSERT INTO t VALUES (\(large))", "DELETE FROM t") }
            #expect(observer.record.checkpointedPages > 1_000)
            #expect(fileSize(engine.path + "-wal") < 24_000_000)
        }
    }
}
