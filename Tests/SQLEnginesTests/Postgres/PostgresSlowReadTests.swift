import NIOCore
import NIOPosix
import SQLEngines
import TestDatabases
import Testing

/// What a read that takes long does to those behind it on its event loop's connection.
@Suite("PostgreSQL's slow reads", .enabled(if: TestEngine.serverURL != nil))
struct PostgresSlowReadTests {
    private struct Answer {
        let value: Int?
        let took: Duration
    }

    @Test("While a table is locked its readers wait a bounded time, and those of another table for none of them")
    func locked() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var options = PostgresOptions()
        options.statementLimit = .seconds(10)
        try await withDatabase(.postgres) { database in
            let engine = try await PostgresEngine.open(
                url: try #require(database.url), options: options, group: group)
            try await engine.closing { engine in
                try await engine.change(
                    "CREATE TABLE t (id BIGINT PRIMARY KEY)", "CREATE TABLE u (id BIGINT PRIMARY KEY)",
                    "INSERT INTO t VALUES (1)", "INSERT INTO u VALUES (1)")
                for table in ["t", "u"] { _ = try await read(table, on: engine) }
                try await database.engine.maintain { session in
                    try await session.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE")
                    var reads: [Task<Answer, any Error>] = []
                    for _ in 0..<12 {
                        reads.append(Task { try await read("t", on: engine) })
                        // A packet of its own for each.
                        try await Task.sleep(for: .milliseconds(50))
                    }
                    let other = try await read("u", on: engine)
                    #expect(other.value == 1)
                    #expect(other.took < .seconds(6))
                    for read in reads {
                        let answer = try await read.value
                        #expect(answer.value == nil)
                        #expect(answer.took < .seconds(30))
                    }
                }
                let afterwards = try await read("t", on: engine)
                #expect(afterwards.value == 1)
            }
        }
        try await group.shutdownGracefully()
    }

    @Test("A read that is slow for nobody's fault but its own ends when its time is over, and no other suffers")
    func slow() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        try await withDatabase(.postgres) { database in
            let engine = try await PostgresEngine.open(url: try #require(database.url), group: group)
            try await engine.closing { engine in
                let start = ContinuousClock.now
                let slow = Task { try await engine.execute("SELECT pg_sleep(10)") }
                let rather = Task { try await engine.number("SELECT 5 FROM pg_sleep(1.5)") }
                let five = try await rather.value
                #expect(five == 5)
                await #expect(throws: EngineError.timedOut) { try await slow.value }
                #expect(ContinuousClock.now - start < .seconds(9))
                for number in 0..<20 { #expect(try await engine.number("SELECT \(number)") == number) }
            }
        }
        try await group.shutdownGracefully()
    }

    /// One row of a table; no value when there was none in time.
    private func read(_ table: String, on engine: any Engine) async throws -> Answer {
        let start = ContinuousClock.now
        let text = SQL(stringLiteral: "SELECT id FROM \(table) WHERE id = ")
        do {
            let value: Int? = try await engine.value("\(text)\(1)")
            return Answer(value: value, took: ContinuousClock.now - start)
        } catch let error as EngineError where [.timedOut, .overloaded, .unavailable].contains(error) {
            return Answer(value: nil, took: ContinuousClock.now - start)
        }
    }
}
