import SQLEngines
import Synchronization
import TestDatabases
import Testing

/// Connections that the server ends in the middle of things.
@Suite("PostgreSQL's outages", .enabled(if: TestEngine.serverURL != nil))
struct PostgresOutageTests {
    /// Ends every connection to the database but the one it is asked on.
    static let endOthers: SQL = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
        """

    private func withTwoEngines(_ body: (any Engine, any Engine) async throws -> Void) async throws {
        // On a busy machine one read may lose more connections than anybody else would in a year.
        var options = PostgresOptions.forTests
        options.retries = 50
        try await withDatabase(.postgres, postgres: options) { database in
            let other = try await PostgresEngine.open(url: try #require(database.url), options: .forTests)
            try await other.closing { try await body(database.engine, $0) }
        }
    }

    @Test("Reads go on as if nothing had happened while all connections are ended again and again")
    func reads() async throws {
        try await withTwoEngines { engine, killer in
            let isOver = Flag()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var answers = 0
                        while !isOver.isUp {
                            let number = answers
                            #expect(try await engine.number("SELECT \(number)") == number)
                            let snapshot = try await engine.read { session in
                                let first: Int? = try await session.value("SELECT \(number)")
                                let second: Int? = try await session.value("SELECT \(number) + 1")
                                return [first, second]
                            }
                            #expect(snapshot == [number, number + 1])
                            answers += 1
                        }
                        return answers
                    }
                }
                for _ in 0..<8 {
                    try await Task.sleep(for: .milliseconds(150))
                    _ = try await killer.write { try await $0.execute(Self.endOthers) }
                }
                isOver.raise()
                for try await answers in group { #expect(answers > 0) }
            }
        }
    }

    @Test("A write is done once or said to be of unknown outcome, never done twice or lost")
    func writes() async throws {
        try await withTwoEngines { engine, killer in
            try await killer.change("CREATE TABLE t (n BIGINT)")
            let outcomes = try await withThrowingTaskGroup(of: [(Int, Bool?)].self) { group in
                let isOver = Flag()
                defer { isOver.raise() }
                for worker in 0..<8 {
                    group.addTask {
                        var outcomes: [(Int, Bool?)] = []
                        while !isOver.isUp || outcomes.count(where: { $0.1 == true }) < 3 {
                            let number = worker * 1_000_000 + outcomes.count
                            do {
                                let insertion: SQL = "INSERT INTO t VALUES (\(number))"
                                if number.isMultiple(of: 2) {
                                    try await engine.write { try await $0.execute(insertion) }
                                } else {
                                    _ = try await engine.write([insertion]) { _, _ in }
                                }
                                outcomes.append((number, true))
                            } catch EngineError.outcomeUnknown {
                                outcomes.append((number, nil))
                            } catch EngineError.unavailable {
                                outcomes.append((number, false))
                            }
                        }
                        return outcomes
                    }
                }
                for _ in 0..<8 {
                    try await Task.sleep(for: .milliseconds(150))
                    _ = try await killer.write { try await $0.execute(Self.endOthers) }
                }
                isOver.raise()
                return try await group.reduce(into: []) { $0 += $1 }
            }
            let kept = try await killer.all("SELECT n FROM t") { try $0.next(Int.self) }
            #expect(Set(kept).count == kept.count)
            for (number, isDone) in outcomes {
                if let isDone { #expect(kept.contains(number) == isDone) }
            }
        }
    }

    @Test("A write that the server ended before its commit is run again, in one packet too")
    func refused() async throws {
        try await withDatabase(.postgres) { database in
            let engine = database.engine
            // A sequence keeps what it gave to a transaction that was undone.
            try await engine.change("CREATE TABLE t (n BIGINT)", "CREATE SEQUENCE tries")
            let work: [SQL] = [
                "INSERT INTO t VALUES (nextval('tries'))",
                "SELECT pg_terminate_backend(pg_backend_pid()) FROM t WHERE n = 1",
                "UPDATE t SET n = n * 10",
            ]
            for isWhole in [true, false] {
                if isWhole {
                    _ = try await engine.write(work) { _, _ in }
                } else {
                    try await engine.write { try await $0.run(work) { _, _ in } }
                }
                #expect(try await engine.all("SELECT n FROM t") { try $0.next(Int.self) } == [20])
                try await engine.change("DELETE FROM t", "ALTER SEQUENCE tries RESTART")
            }
        }
    }

    @Test("A commit that the server refused may have been done, and is not run again")
    func refusedCommit() async throws {
        try await withDatabase(.postgres) { database in
            let engine = database.engine
            try await engine.change(
                "CREATE TABLE t (n BIGINT)", "CREATE SEQUENCE tries",
                """
                CREATE FUNCTION quit() RETURNS trigger LANGUAGE plpgsql
                AS 'BEGIN PERFORM nextval(''tries''), pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'
                """,
                """
                CREATE CONSTRAINT TRIGGER quit AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
                FOR EACH ROW EXECUTE FUNCTION quit()
                """)
            await #expect(throws: EngineError.outcomeUnknown) {
                _ = try await engine.write(["INSERT INTO t VALUES (1)"]) { _, _ in }
            }
            await #expect(throws: EngineError.outcomeUnknown) {
                try await engine.write { try await $0.execute("INSERT INTO t VALUES (2)") }
            }
            #expect(try await engine.number("SELECT last_value FROM tries") == 2)
        }
    }

    @Test("What cannot be read of a write that is durable makes its outcome unknown")
    func unread() async throws {
        try await withDatabase(.postgres) { database in
            try await database.engine.change("CREATE TABLE t (n BIGINT)")
            await #expect(throws: EngineError.outcomeUnknown) {
                _ = try await database.engine.write(["INSERT INTO t VALUES (NULL) RETURNING n"]) { _, row in
                    try row.next(Int64.self)
                }
            }
            #expect(try await database.engine.number("SELECT count(*) FROM t") == 1)
        }
    }

    @Test("A listener hears what was announced before it was asked, and of the gap when it was cut off")
    func listening() async throws {
        try await withTwoEngines { engine, other in
            let heard = Mutex<[Announcement]>([])
            let listener = try #require(try await engine.listen { message in heard.withLock { $0.append(message) } })
            for number in 0..<100 {
                try await other.write { try await $0.announce("\(number)") }
                try await listener.run("SELECT 1")
                #expect(heard.withLock { $0.last } == .message("\(number)"))
            }
            await #expect(throws: CancellationError.self) {
                try await other.write { session in
                    try await session.announce("never")
                    _ = try await session.value("SELECT 1", as: Int.self)
                    throw CancellationError()
                }
            }
            _ = try await other.write { try await $0.execute(Self.endOthers) }
            var isBack = false
            for _ in 0..<100 where !isBack { isBack = (try? await listener.run("SELECT 1")) != nil }
            #expect(isBack)
            try await other.write { try await $0.announce("after") }
            try await listener.run("SELECT 1")
            let all = heard.withLock { $0 }
            #expect(all.first == .gap)
            #expect(Array(all.suffix(2)) == [.gap, .message("after")])
            #expect(!all.contains(.message("never")))
            await listener.close()
            await #expect(throws: EngineError.closed) { try await listener.run("SELECT 1") }
        }
    }

    @Test("A closed engine says so")
    func closed() async throws {
        try await withDatabase(.postgres) { database in
            let engine = try await PostgresEngine.open(url: try #require(database.url), options: .forTests)
            await engine.close()
            await #expect(throws: EngineError.closed) { try await engine.execute("SELECT 1") }
            await #expect(throws: EngineError.closed) { try await engine.write { try await $0.execute("SELECT 1") } }
        }
    }
}

private final class Flag: Sendable {
    private let state = Mutex(false)

    var isUp: Bool { state.withLock { $0 } }

    func raise() {
        state.withLock { $0 = true }
    }
}
