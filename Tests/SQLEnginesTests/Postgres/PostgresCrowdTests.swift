import TestDatabases
import Testing

@testable import SQLEngines

/// What those who wait leave to others.
@Suite("PostgreSQL's pool when many wait", .enabled(if: TestEngine.serverURL != nil))
struct PostgresCrowdTests {
    @Test("While many wait for one row, reads, searches and writes of other rows go on, and all of them in the end")
    func row() async throws {
        try await withCrowd { engine, other in
            let writers = try await holding(1, of: other) {
                let writers = (0..<20).map { _ in Task { try await count(1, on: engine) } }
                try await othersGoOn(engine)
                return writers
            }
            for writer in writers { try await writer.value }
            #expect(try await engine.number("SELECT n FROM t WHERE id = 1") == 20)
        }
    }

    @Test("While many wait for one row, who waits for another one for a moment has it")
    func otherRow() async throws {
        try await withCrowd { engine, other in
            let writers = try await holding(1, of: other) {
                let writers = (0..<8).map { _ in Task { try await count(1, on: engine) } }
                #expect(await settled { engine.pool.taken(.patient) == 8 })
                for round in 1...5 {
                    try await answersSoon {
                        try await holding(2, of: other) {
                            let writer = Task { try await count(2, on: engine) }
                            #expect(await settled { engine.pool.taken(.write) == 1 })
                            try await Task.sleep(for: .milliseconds(100))
                            return writer
                        }.value
                    }
                    #expect(try await engine.number("SELECT n FROM t WHERE id = 2") == round)
                }
                #expect(engine.pool.taken(.patient) == 8)
                return writers
            }
            for writer in writers { try await writer.value }
        }
    }

    @Test("Where there are two connections, one that waits for a row leaves the other to searches")
    func two() async throws {
        try await withCrowd(connections: 2) { engine, other in
            let writer = try await holding(1, of: other) {
                let writer = Task { try await count(1, on: engine) }
                #expect(await settled { engine.pool.taken(.patient) == 1 })
                try await answersSoon { try await look(at: 2, on: engine, .long) }
                try await answersSoon { try await count(2, on: engine) }
                #expect(engine.pool.taken(.patient) == 1)
                return writer
            }
            try await writer.value
        }
    }

    @Test("No more connections are made than there are who may have one")
    func needless() async throws {
        try await withCrowd { engine, other in
            let writers = try await holding(1, of: other) {
                let writers = (0..<12).map { _ in
                    Task { try await engine.maintain { try await $0.lock(rows: "t WHERE id = 1") } }
                }
                #expect(await settled { engine.pool.taken(.bulk) == 4 && engine.pool.waiting == 8 })
                try await Task.sleep(for: .seconds(1))
                // Some were begun before the fourth had been given away.
                #expect(engine.pool.connections <= 8)
                return writers
            }
            for writer in writers { try await writer.value }
        }
    }

    @Test("While many read a table that is locked, writes of another go on, and all of them in the end")
    func table() async throws {
        try await withCrowd { engine, other in
            try await engine.change("CREATE TABLE locked (n BIGINT)")
            let readers = try await other.maintain { session in
                try await session.execute("LOCK TABLE locked IN ACCESS EXCLUSIVE MODE")
                let readers = (0..<40).map { number in
                    Task {
                        try await engine.read(number % 2 == 0 ? .point : .long) {
                            try await $0.value("SELECT count(*) FROM locked", as: Int.self)
                        }
                    }
                }
                #expect(await settled { engine.pool.waiting > 0 })
                for _ in 0..<5 { try await answersSoon { try await count(2, on: engine) } }
                #expect(engine.pool.waiting > 0)
                return readers
            }
            for reader in readers { #expect(try await reader.value == 0) }
        }
    }

    @Test("While many slow searches run, short reads and writes go on, and all searches are answered")
    func searches() async throws {
        try await withCrowd { engine, _ in
            let searches = (0..<32).map { _ in
                Task { try await engine.read(.long) { try await $0.execute("SELECT pg_sleep(2)") } }
            }
            #expect(await settled { engine.pool.waiting > 0 })
            for _ in 0..<5 {
                try await answersSoon { try await look(at: 2, on: engine, .point) }
                try await answersSoon { try await count(2, on: engine) }
            }
            #expect(engine.pool.waiting > 0)
            for search in searches { #expect(try await search.value == 1) }
        }
    }

    @Test("While many writes hang, reads and searches go on")
    func writes() async throws {
        try await withCrowd { engine, _ in
            let writes = (0..<32).map { _ in
                Task { try await engine.write { try await $0.execute("SELECT pg_sleep(2)") } }
            }
            #expect(await settled { engine.pool.waiting > 0 })
            for _ in 0..<5 {
                try await answersSoon { try await look(at: 2, on: engine, .point) }
                try await answersSoon { try await look(at: 2, on: engine, .long) }
            }
            #expect(engine.pool.waiting > 0)
            for write in writes { #expect(try await write.value == 1) }
        }
    }

    @Test(
        "A write that might not wait for a lock is run again and done once; what goes out in one packet hears of the lock"
    )
    func again() async throws {
        let observer = RecordingObserver()
        try await withCrowd(connections: 4, observer) { engine, other in
            let writers = try await holding(1, of: other) {
                let patient = (0..<2).map { _ in Task { try await count(1, on: engine) } }
                #expect(await settled { engine.pool.taken(.patient) == 2 })
                let hasty = Task { try await count(1, on: engine) }
                #expect(await settled { engine.pool.taken(.write) == 1 })
                #expect(await settled { engine.pool.taken(.write) == 0 && engine.pool.waiting == 1 })
                await #expect(throws: EngineError.timedOut) {
                    try await engine.write(["UPDATE t SET n = n + 1 WHERE id = 1"]) { _, _ in }
                }
                #expect(engine.pool.waiting == 1 && observer.record.givenWay == 1)
                return patient + [hasty]
            }
            for writer in writers { try await writer.value }
            #expect(try await engine.number("SELECT n FROM t WHERE id = 1") == 3)
            // What came to nothing counts too.
            #expect(observer.record.longestWait >= options.shortLockWait)
        }
    }

    private var options: PostgresOptions {
        var options = PostgresOptions()
        options.connectionWait = .seconds(20)
        options.lockWait = .seconds(12)
        options.statementLimit = .seconds(30)
        return options
    }

    /// An engine as a server has it, but more patient, with two rows, and another engine on the same database.
    private func withCrowd(
        connections: Int = 16, _ observer: (any EngineObserver)? = nil,
        _ body: (_ engine: PostgresEngine, _ other: any Engine) async throws -> Void
    ) async throws {
        var options = options
        options.connections = connections
        options.observer = observer
        try await withDatabase(.postgres) { database in
            let engine = try await PostgresEngine.open(url: try #require(database.url), options: options)
            try await engine.closing { engine in
                try await engine.change(
                    "CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT)", "INSERT INTO t VALUES (1, 0), (2, 0)")
                try await body(engine, database.engine)
            }
        }
    }

    /// While `other` has taken the row with this id.
    private func holding<Value: Sendable>(
        _ id: Int, of other: any Engine, _ body: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await other.write { session in
            try await session.lock(rows: "t WHERE id = \(id)")
            // The lock goes out with the statement after it.
            _ = try await session.value("SELECT 1", as: Int.self)
            return try await body()
        }
    }

    /// Once those who wait have begun to, and for a second.
    private func othersGoOn(_ engine: PostgresEngine) async throws {
        #expect(await settled { engine.pool.waiting > 0 })
        for _ in 0..<5 {
            try await answersSoon { try await look(at: 2, on: engine, .point) }
            try await answersSoon { try await look(at: 2, on: engine, .long) }
            try await answersSoon { try await count(2, on: engine) }
            try await Task.sleep(for: .milliseconds(100))
        }
        #expect(engine.pool.waiting > 0)
    }

    private func answersSoon(_ work: () async throws -> Void) async throws {
        let start = ContinuousClock.now
        try await work()
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    private func look(at id: Int, on engine: any Engine, _ effort: ReadEffort) async throws {
        let rows = try await engine.read(effort) { session in
            try await session.value("SELECT count(*) FROM t WHERE id = \(id)", as: Int.self)
        }
        #expect(rows == 1)
    }

    private func count(_ id: Int, on engine: any Engine) async throws {
        try await engine.write { session in
            try await session.lock(rows: "t WHERE id = \(id)")
            try await session.execute("UPDATE t SET n = n + 1 WHERE id = \(id)")
        }
    }
}
