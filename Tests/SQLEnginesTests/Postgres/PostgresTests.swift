import SQLEngines
import Synchronization
import TestDatabases
import Testing

/// What only PostgreSQL can be asked. Each test has a database of its own, and no test runs without a server.
@Suite("The PostgreSQL engine", .enabled(if: TestEngine.serverURL != nil))
struct PostgresTests {
    @Test("Very many single reads at once are each answered with their own row")
    func pipelined() async throws {
        try await withEngine(.postgres) { engine in
            let answers = try await withThrowingTaskGroup(of: (Int, Int?).self) { group in
                for number in 0..<2000 {
                    group.addTask { (number, try await engine.value("SELECT \(number) * 2")) }
                }
                return try await group.reduce(into: [Int: Int]()) { answers, answer in answers[answer.0] = answer.1 }
            }
            #expect(answers.count == 2000)
            #expect(answers.allSatisfy { number, answer in answer == number * 2 })
        }
    }

    @Test("A read that fails in a packet with others fails alone")
    func failsAlone() async throws {
        try await withEngine(.postgres) { engine in
            let answers = await withTaskGroup(of: (Int, Int?).self) { group in
                for number in 0..<400 {
                    group.addTask {
                        let sql: SQL = number % 10 == 3 ? "SELECT 1 / (\(number) - \(number))" : "SELECT \(number)"
                        return (number, try? await engine.value(sql))
                    }
                }
                return await group.reduce(into: [Int: Int?]()) { answers, answer in answers[answer.0] = answer.1 }
            }
            for (number, answer) in answers { #expect(answer == (number % 10 == 3 ? nil : number)) }
        }
    }

    @Test("A text that is no statement is an error for its own caller, again and again")
    func unpreparable() async throws {
        try await withEngine(.postgres) { engine in
            for _ in 0..<3 {
                await #expect(throws: EngineError.self) { try await engine.execute("SELEC 1") }
                let seven = try await engine.number("SELECT \(7)")
                #expect(seven == 7)
            }
        }
    }

    @Test("More texts than a connection keeps prepared are answered all the same")
    func statementsGiveWay() async throws {
        var options = PostgresOptions.forTests
        options.statementsKept = 3
        try await withDatabase(.postgres, postgres: options) { database in
            for round in 0..<3 {
                for number in 0..<20 {
                    let text = SQL(stringLiteral: "SELECT \(number) + ")
                    #expect(try await database.engine.number("\(text)\(round)") == number + round)
                }
            }
            let kept = try await database.engine.number("SELECT count(*) FROM pg_prepared_statements")
            #expect(kept == 3)
        }
    }

    @Test(
        "A text comes back as it went in", arguments: ["", "a", "naïve ☕️", "'; DROP TABLE t --", "$1 \\ \" \u{1F600}"])
    func texts(_ text: String) async throws {
        try await withEngine(.postgres) { engine in
            let echoed: String? = try await engine.value("SELECT CAST(\(text) AS TEXT)")
            #expect(echoed == text)
        }
    }

    @Test("Writes of one row wait for each other and lose nothing")
    func oneRow() async throws {
        try await withEngine(.postgres) { engine in
            try await engine.change("CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT)", "INSERT INTO t VALUES (1, 0)")
            try await withThrowingTaskGroup { group in
                for _ in 0..<40 {
                    group.addTask {
                        try await engine.write { session in
                            try await session.lock(rows: "t WHERE id = \(1)")
                            let now: Int? = try await session.value("SELECT n FROM t WHERE id = 1")
                            try await session.execute("UPDATE t SET n = \((now ?? 0) + 1) WHERE id = 1")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await engine.number("SELECT n FROM t") == 40)
        }
    }

    @Test("A name that is taken keeps others out until the write ends")
    func names() async throws {
        try await withEngine(.postgres) { engine in
            let room = Room()
            try await withThrowingTaskGroup { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await engine.write { session in
                            try await session.lock(name: "one")
                            _ = try await session.value("SELECT 1", as: Int.self)
                            #expect(room.enter() == 0)
                            try await session.execute("SELECT pg_sleep(0.005)")
                            room.leave()
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("Two writes that lock crosswise are both done, and nobody hears of the deadlock")
    func deadlock() async throws {
        try await withEngine(.postgres) { engine in
            try await engine.change(
                "CREATE TABLE t (id BIGINT PRIMARY KEY, n BIGINT)", "INSERT INTO t VALUES (1, 0), (2, 0)")
            try await withThrowingTaskGroup { group in
                for (first, second) in [(1, 2), (2, 1)] {
                    group.addTask {
                        try await engine.write { session in
                            try await session.execute("UPDATE t SET n = n + 1 WHERE id = \(first)")
                            try await session.execute("SELECT pg_sleep(0.1)")
                            try await session.execute("UPDATE t SET n = n + 1 WHERE id = \(second)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await engine.number("SELECT CAST(sum(n) AS BIGINT) FROM t") == 4)
        }
    }

    @Test("A statement that waits too long for a row, or runs too long, is timed out and hurts nobody after it")
    func timeouts() async throws {
        var options = PostgresOptions.forTests
        options.lockWait = .milliseconds(50)
        options.statementLimit = .seconds(2)
        try await withDatabase(.postgres, postgres: options) { database in
            let engine = database.engine
            try await engine.change("CREATE TABLE t (id BIGINT PRIMARY KEY)", "INSERT INTO t VALUES (1)")
            try await engine.write { session in
                try await session.lock(rows: "t WHERE id = 1")
                _ = try await session.value("SELECT 1", as: Int.self)
                await #expect(throws: EngineError.timedOut) {
                    try await engine.write { try await $0.execute("DELETE FROM t") }
                }
                await #expect(throws: EngineError.timedOut, "a lock that failed before the next statement was sent") {
                    try await engine.write { session in
                        try await session.lock(rows: "t WHERE id = 1")
                        try await Task.sleep(for: .milliseconds(150))
                        _ = try await session.value("SELECT 1", as: Int.self)
                    }
                }
            }
            await #expect(throws: EngineError.timedOut) {
                try await engine.write { try await $0.execute("SELECT pg_sleep(30)") }
            }
            try await engine.maintain { try await $0.execute("SELECT pg_sleep(2.5)") }
            #expect(try await engine.number("SELECT count(*) FROM t") == 1)
        }
    }

    @Test("Cancelling its task stops a long read at once, and the next one is unharmed")
    func cancellation() async throws {
        try await withEngine(.postgres) { engine in
            let reading = Task {
                try await engine.read(.long) { session in try await session.execute("SELECT pg_sleep(15)") }
            }
            try await Task.sleep(for: .milliseconds(100))
            let start = ContinuousClock.now
            reading.cancel()
            await #expect(throws: CancellationError.self) { try await reading.value }
            #expect(ContinuousClock.now - start < .seconds(10))
            for number in 0..<20 {
                let answer = try await engine.read(.long) { try await $0.value("SELECT \(number)", as: Int.self) }
                #expect(answer == number)
            }
        }
    }
}

private final class Room: Sendable {
    private let inside = Mutex(0)

    /// How many are inside already.
    func enter() -> Int {
        inside.withLock { inside in
            defer { inside += 1 }
            return inside
        }
    }

    func leave() {
        inside.withLock { $0 -= 1 }
    }
}
