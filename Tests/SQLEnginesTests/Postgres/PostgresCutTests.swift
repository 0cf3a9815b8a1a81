import SQLEngines
import TestDatabases
import Testing

/// What goes wrong between the answer to a statement and the end of its segment.
@Suite("PostgreSQL's ends of segments", .enabled(if: TestEngine.serverURL != nil), .timeLimit(.minutes(2)))
struct PostgresCutTests {
    private func withCutter(_ body: (CuttingServer, any Engine) async throws -> Void) async throws {
        try await withDatabase(.postgres) { database in
            try await CuttingServer.with(before: try #require(database.url)) { cutter, url in
                let engine = try await PostgresEngine.open(url: url, options: .forTests)
                try await engine.closing { try await body(cutter, $0) }
            }
        }
    }

    @Test("A listener whose connection ends behind an answer tells all who wait, and connects anew")
    func listener() async throws {
        try await withCutter { cutter, engine in
            let listener = try #require(try await engine.listen { _ in })
            for round in 0..<5 {
                let text = "SELECT \(round) AS round"
                cutter.order(.init(request: text, answer: "Z"))
                await withTaskGroup(of: Void.self) { group in
                    group.addTask {
                        await #expect(throws: EngineError.unavailable) {
                            try await listener.run(SQL(stringLiteral: text))
                        }
                    }
                    // On this connection or the next, but not for ever.
                    for _ in 0..<8 { group.addTask { _ = try? await listener.run("SELECT 1") } }
                }
                #expect(cutter.isDone)
                var isBack = false
                for _ in 0..<100 where !isBack { isBack = (try? await listener.run("SELECT 1")) == 1 }
                #expect(isBack)
            }
            await listener.close()
        }
    }

    @Test("A statement whose commit fails at the end of its segment fails, and the answers behind it are their own")
    func deferred() async throws {
        try await withDatabase(.postgres) { database in
            let engine = database.engine
            try await engine.change(
                "CREATE TABLE t (n BIGINT, CONSTRAINT t_n_key UNIQUE (n) DEFERRABLE INITIALLY DEFERRED)",
                "INSERT INTO t VALUES (1)")
            let listener = try #require(try await engine.listen { _ in })
            for _ in 0..<3 {
                await #expect(throws: ConstraintViolation(["t_n_key"])) {
                    try await listener.run("INSERT INTO t VALUES (1)")
                }
                #expect(try await listener.run("SELECT 1 FROM generate_series(1, 7)") == 7)
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 2..<40 {
                    group.addTask {
                        if number.isMultiple(of: 3) {
                            await #expect(throws: ConstraintViolation(["t_n_key"])) {
                                try await listener.run("INSERT INTO t VALUES (1)")
                            }
                        } else {
                            let rows = try await listener.run("SELECT 1 FROM generate_series(1, \(number))")
                            #expect(rows == number)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await engine.number("SELECT count(*) FROM t") == 1)
            await listener.close()
        }
    }

    @Test("A server that falls over for want of room does not say that nothing was stored", arguments: [true, false])
    func panic(isWhole: Bool) async throws {
        try await withCutter { cutter, engine in
            try await engine.change("CREATE TABLE t (n BIGINT)")
            cutter.order(.init(request: "COMMIT", answer: "CCOMMIT", lastWords: error("PANIC", "53100")))
            await #expect(throws: EngineError.outcomeUnknown) { try await insert(engine, isWhole) }
            #expect(cutter.isDone)
            #expect(try await engine.number("SELECT count(*) FROM t") == 1)
        }
    }

    @Test("A server that has no room for a statement, or for a commit, says so", arguments: [true, false])
    func full(isWhole: Bool) async throws {
        try await withCutter { cutter, engine in
            try await engine.change("CREATE TABLE t (n BIGINT)")
            cutter.order(.init(request: "COMMIT", answer: "CCOMMIT", lastWords: error("ERROR", "53100")))
            await #expect(throws: EngineError.storageFull) { try await insert(engine, isWhole) }
            #expect(cutter.isDone)
        }
    }

    private func insert(_ engine: any Engine, _ isWhole: Bool) async throws {
        if isWhole {
            _ = try await engine.write(["INSERT INTO t VALUES (1)"]) { _, _ in }
        } else {
            try await engine.write { try await $0.execute("INSERT INTO t VALUES (1)") }
        }
    }

    /// An `ErrorResponse`.
    private func error(_ severity: String, _ state: String) -> [UInt8] {
        let fields = ["S\(severity)", "V\(severity)", "C\(state)", "Mcould not write to file", "RXLogWrite"]
        let text = Array(fields.map { "\($0)\0" }.joined().utf8) + [0]
        return [UInt8(ascii: "E"), 0, 0, 0, UInt8(text.count + 4)] + text
    }
}
