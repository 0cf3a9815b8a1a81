import SQLEngines
import TestDatabases
import Testing

@Suite("The SQLite engine")
struct EngineTests {
    @Test("What was written is read, by a single statement and on a snapshot", arguments: TestEngine.all)
    func writeAndRead(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            try await engine.change(
                "CREATE TABLE stores (id \(engine.dialect.identity), name TEXT NOT NULL, open BOOLEAN NOT NULL)",
                "INSERT INTO stores (name, open) VALUES (\("Oak & Elm"), \(true)), (\(""), \(false))")
            let single: String? = try await engine.value("SELECT name FROM stores WHERE id = \(1)")
            #expect(single == "Oak & Elm")
            let all = try await engine.read { session in
                try await session.all("SELECT id, name, open FROM stores ORDER BY id") { row in
                    "\(try row.next(Int64.self)) \(try row.next(String.self)) \(try row.next(Bool.self))"
                }
            }
            #expect(all == ["1 Oak & Elm true", "2  false"])
        }
    }

    @Test("A statement says how many rows it answered or changed", arguments: TestEngine.all)
    func counts(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            try await engine.change("CREATE TABLE t (a BIGINT)")
            let counts = try await engine.write { session in
                [
                    try await session.execute("INSERT INTO t VALUES (1), (2), (3)"),
                    try await session.execute("UPDATE t SET a = 0 WHERE a > 1"),
                    try await session.execute("DELETE FROM t WHERE a = 9"),
                    try await session.execute("INSERT INTO t VALUES (4) RETURNING a"),
                    try await session.execute("CREATE TABLE u (a BIGINT)"),
                ]
            }
            #expect(counts == [3, 2, 0, 1, 0])
            #expect(try await engine.execute("SELECT a FROM t") == 4)
        }
    }

    @Test("An insert says the id that its row was given, or that there is none", arguments: TestEngine.all)
    func newIDs(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let dialect = engine.dialect
            try await engine.change("CREATE TABLE t (id \(dialect.identity), a BIGINT UNIQUE)")
            let ids = try await engine.write { session in
                [
                    try await session.newID("INSERT INTO t (a) VALUES (\(7))"),
                    try await session.newID("INSERT INTO t (a) VALUES (\(8))"),
                    try await session.newID("INSERT INTO t (a) VALUES (\(7)) ON CONFLICT DO NOTHING"),
                ]
            }
            #expect(ids == [1, 2, nil])
            #expect(try await engine.number("SELECT a FROM t WHERE id = 2") == 8)
        }
    }

    @Test("An update answers its row as it stands afterwards, or nothing", arguments: TestEngine.all)
    func updatesThatAnswer(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            try await engine.change(
                "CREATE TABLE t (id BIGINT PRIMARY KEY, b BIGINT)", "INSERT INTO t VALUES (1, 5), (2, 6)")
            // The condition is of the row as it was, and need not be true of it as it is afterwards.
            for (key, expected) in [(1, [15]), (2, []), (3, [])] {
                let (count, answers) = try await engine.write { session in
                    var answers: [Int] = []
                    let count = try await session.update(
                        "t", key, set: "b = b + \(10)", where: "b = \(5)", answering: "b"
                    ) { row in answers.append(try row.next()) }
                    return (count, answers)
                }
                #expect((count, answers) == (expected.count, expected))
            }
            #expect(try await engine.number("SELECT count(*) FROM t WHERE b = 15 OR id = 2 AND b = 6") == 2)
        }
    }

    @Test("An id is never given twice, even when its row is gone", arguments: TestEngine.all)
    func identity(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            try await engine.change(
                "CREATE TABLE t (id \(engine.dialect.identity), a BIGINT)", "INSERT INTO t (a) VALUES (1)",
                "DELETE FROM t", "INSERT INTO t (a) VALUES (2)")
            #expect(try await engine.number("SELECT id FROM t") == 2)
        }
    }
}
