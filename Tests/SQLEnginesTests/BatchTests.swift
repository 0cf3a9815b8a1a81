import SQLEngines
import TestDatabases
import Testing

@Suite("Statements that go out together")
struct BatchTests {
    @Test("Rows come with the number of their statement, in order", arguments: TestEngine.all)
    func rows(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let rows: [String] = try await engine.write { session in
                var rows: [String] = []
                try await session.run([]) { _, _ in rows.append("none") }
                try await session.run([
                    "CREATE TABLE t (n BIGINT UNIQUE)", "INSERT INTO t (n) VALUES (\(7)), (\(8))",
                    "SELECT n FROM t ORDER BY n", "DELETE FROM t WHERE n = \(7) RETURNING n",
                ]) { statement, row in rows.append("\(statement): \(try row.integer())") }
                return rows
            }
            #expect(rows == ["2: 7", "2: 8", "3: 7"])
        }
    }

    @Test("The first that fails is thrown, and nothing of the write is kept", arguments: TestEngine.all)
    func failing(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            try await engine.change("CREATE TABLE t (n BIGINT UNIQUE)")
            await #expect(throws: ConstraintViolation(["t_n_key"])) {
                try await engine.write { session in
                    try await session.run([
                        "INSERT INTO t (n) VALUES (1)", "INSERT INTO t (n) VALUES (1)", "SELECT nothing FROM nowhere",
                    ]) { _, _ in }
                }
            }
            await #expect(throws: (any Error).self) {
                try await engine.write { session in
                    try? await session.run(["INSERT INTO t (n) VALUES (2)", "SELECT nothing FROM nowhere"]) { _, _ in }
                }
            }
            #expect(try await engine.number("SELECT count(*) FROM t") == 0)
        }
    }

    @Test("A posted statement that fails fails the write, whatever comes after it", arguments: TestEngine.all)
    func posted(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            try await engine.change("CREATE TABLE t (n BIGINT UNIQUE)")
            for follows in [false, true] {
                await #expect(throws: ConstraintViolation(["t_n_key"])) {
                    try await engine.write { session in
                        try await session.post(["INSERT INTO t (n) VALUES (1)", "INSERT INTO t (n) VALUES (1)"])
                        if follows { try await session.execute("INSERT INTO t (n) VALUES (2)") }
                    }
                }
            }
            #expect(try await engine.number("SELECT count(*) FROM t") == 0)
            try await engine.write { session in
                try await session.post(["INSERT INTO t (n) VALUES (1)", "INSERT INTO t (n) VALUES (2)"])
            }
            #expect(try await engine.number("SELECT count(*) FROM t") == 2)
        }
    }

    @Test("What comes after a posted statement that failed tells why, whether that is known yet or not")
    func late() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await withEngine(.postgres) { engine in
            try await engine.change("CREATE TABLE t (n BIGINT UNIQUE)")
            try await engine.change("INSERT INTO t (n) VALUES (1)")
            let (slow, wrong): (SQL, SQL) = ("SELECT pg_sleep(0.3)", "INSERT INTO t (n) VALUES (1)")
            let cases: [(posted: [SQL], pause: Int, then: [SQL])] = [
                ([slow, wrong], 50, []), ([slow, wrong], 50, ["SELECT 1"]), ([wrong], 300, []),
                // Prepared by what was skipped, or not at all.
                ([slow, wrong, "INSERT INTO t (n) VALUES (2)"], 50, []),
            ]
            for each in cases {
                await #expect(throws: ConstraintViolation(["t_n_key"])) {
                    try await engine.write { session in
                        try await session.post(each.posted)
                        // What follows is a segment of its own.
                        try await Task.sleep(for: .milliseconds(each.pause))
                        try await session.post(each.then)
                        try await session.execute("INSERT INTO t (n) VALUES (2)")
                    }
                }
            }
            #expect(try await engine.number("SELECT count(*) FROM t") == 1)
        }
    }

    @Test("An array is read as what it was made of")
    func arrays() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        let texts: [String?] = [
            nil, "", "NULL", "null", "{}", "a,b", "\"", "\\", "\\\"", " lead", "line\nfeed\ttab", "é\u{301}🛒", "'; --",
            "e\u{301}\"\u{301}",
        ]
        let numbers: [Int64?] = [nil, 0, .min, .max, -1]
        try await withEngine(.postgres) { engine in
            let read: [String?] = try await engine.all("SELECT * FROM unnest(CAST(\(SQLArray(texts)) AS TEXT[]))") {
                try $0.next()
            }
            #expect(read.map { $0.map { Array($0.utf8) } } == texts.map { $0.map { Array($0.utf8) } })
            let integers: [Int64?] = try await engine.all(
                "SELECT * FROM unnest(CAST(\(SQLArray(numbers)) AS BIGINT[]))"
            ) { try $0.next() }
            #expect(integers == numbers)
            let truths: [Bool] = try await engine.all(
                "SELECT * FROM unnest(CAST(\(SQLArray([true, false])) AS BOOLEAN[]))"
            ) { try $0.next() }
            #expect(truths == [true, false])
            #expect(
                try await engine.number("SELECT cardinality(CAST(\(SQLArray([Int64]())) AS BIGINT[]))") == 0)
        }
    }
}
