import NIOCore
import NIOPosix
import SQLEngines
import TestDatabases
import Testing

/// Statements that the server does not have under the name that the engine knows them by.
@Suite("PostgreSQL's prepared statements", .enabled(if: TestEngine.serverURL != nil))
struct PostgresPreparationTests {
    @Test("A statement that could not be prepared in time is prepared anew for those who sent it meanwhile")
    func late() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        try await withDatabase(.postgres) { database in
            let engine = try await PostgresEngine.open(
                url: try #require(database.url), options: .forTests, group: group)
            try await engine.closing { engine in
                try await engine.change("CREATE TABLE t (id BIGINT PRIMARY KEY)", "INSERT INTO t VALUES (1)")
                let reads = try await database.engine.maintain { session in
                    try await session.execute("LOCK TABLE t IN ACCESS EXCLUSIVE MODE")
                    var reads: [Task<Int?, any Error>] = []
                    for _ in 0..<12 {
                        reads.append(Task { try await engine.number("SELECT id FROM t WHERE id = \(1)") })
                        // A packet of its own for each.
                        try await Task.sleep(for: .milliseconds(20))
                    }
                    // Longer than a shared connection waits.
                    try await session.execute("SELECT pg_sleep(1.2)")
                    return reads
                }
                for read in reads {
                    let answer = try await read.value
                    #expect(answer == 1)
                }
            }
        }
        try await group.shutdownGracefully()
    }

    @Test("What the server has dropped is prepared again, and a write is done once")
    func dropped() async throws {
        try await withOneConnection { engine, _, _ in
            try await engine.change("CREATE TABLE t (n BIGINT)")
            for number in 1...3 {
                #expect(try await engine.number("SELECT 7 + \(number)") == 7 + number)
                try await engine.execute("DEALLOCATE ALL")
                try await engine.change("INSERT INTO t VALUES (\(number))")
                try await engine.write { try await $0.execute("DEALLOCATE ALL") }
                let snapshot = try await engine.read(.long) { try await $0.value("SELECT \(number)", as: Int.self) }
                #expect(snapshot == number)
            }
            let kept = try await engine.all("SELECT n FROM t ORDER BY n") { try $0.next(Int.self) }
            #expect(kept == [1, 2, 3])
        }
    }

    @Test("What keeps one transaction from preparing a statement is not told to the next that uses it")
    func skipped() async throws {
        struct GivenUp: Error {}
        try await withOneConnection { engine, _, _ in
            try await engine.change("CREATE TABLE t (n BIGINT UNIQUE)", "INSERT INTO t VALUES (1)")
            await #expect(throws: GivenUp.self) {
                try await engine.write { session in
                    try await session.post([
                        "SELECT pg_sleep(0.2)", "INSERT INTO t VALUES (1)", "INSERT INTO t (n) VALUES (\(2))",
                    ])
                    throw GivenUp()
                }
            }
            try await engine.change("INSERT INTO t (n) VALUES (\(3))")
            #expect(try await engine.number("SELECT CAST(sum(n) AS BIGINT) FROM t") == 4)
        }
    }

    @Test("A statement whose column has another type since is prepared anew, for reads and for a write that asks")
    func changedType() async throws {
        try await withOneConnection { engine, other, _ in
            try await other.change("CREATE TABLE t (n INTEGER)", "INSERT INTO t VALUES (7)")
            let question: SQL = "SELECT n FROM t"
            for type: SQL in ["INTEGER", "BIGINT", "INTEGER", "BIGINT"] {
                try await other.change("ALTER TABLE t ALTER COLUMN n TYPE \(type)")
                for _ in 0..<2 {
                    #expect(try await engine.number(question) == 7)
                    #expect(try await engine.read(.long) { try await $0.value(question, as: Int.self) } == 7)
                    #expect(try await engine.write { try await $0.value(question, as: Int.self) } == 7)
                }
            }
        }
    }
}
