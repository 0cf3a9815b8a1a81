import SQLEngines
import TestDatabases
import Testing

/// Statements that libpq does not send.
@Suite("Statements that are refused on this side", .enabled(if: TestEngine.serverURL != nil))
struct PostgresRefusalTests {
    private static let crowd: SQL = "SELECT 1 WHERE 1 IN (\(SQL.list(0..<70_000)))"
    private static let owner: SQL = "SELECT pg_backend_pid()"

    @Test("A read of more values than there may be is told so, and those beside it are answered on the same connection")
    func read() async throws {
        try await withOneConnection { engine, _, _ in
            let owner = try await engine.number(Self.owner)
            for _ in 0..<2 {
                async let others = withThrowingTaskGroup(of: Int?.self) { group in
                    for number in 0..<50 { group.addTask { try await engine.number("SELECT \(number)") } }
                    return try await group.reduce(into: 0) { $0 += $1 ?? 0 }
                }
                await expectRefusal { try await engine.execute(Self.crowd) }
                #expect(try await others == 1225)
                await expectRefusal {
                    try await engine.read(.long) { session in
                        _ = try await session.value("SELECT 1", as: Int.self)
                        try await session.execute(Self.crowd)
                    }
                }
            }
            #expect(try await engine.number(Self.owner) == owner)
        }
    }

    @Test("A write of which a statement has more values than there may be leaves nothing, however it was sent")
    func write() async throws {
        try await withOneConnection { engine, _, _ in
            try await engine.change("CREATE TABLE t (n BIGINT)")
            let owner = try await engine.write { try await $0.value(Self.owner, as: Int.self) }
            let work: [SQL] = ["INSERT INTO t VALUES (1)", Self.crowd, "INSERT INTO t VALUES (2)"]
            await expectRefusal { _ = try await engine.write(work) { _, _ in } }
            await expectRefusal { try await engine.write { try await $0.run(work) { _, _ in } } }
            await expectRefusal { try await engine.write { try await $0.post(work) } }
            await expectRefusal {
                try await engine.write { session in
                    for statement in work { _ = try? await session.execute(statement) }
                }
            }
            #expect(try await engine.number("SELECT count(*) FROM t") == 0)
            let same = try await engine.write { try await $0.value(Self.owner, as: Int.self) }
            #expect(same == owner)
        }
    }

    private func expectRefusal(_ work: () async throws -> Void) async {
        let error = await #expect(throws: EngineError.self) { try await work() }
        guard case .failed(_, let words)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(words.contains("65535") && !words.contains("\n"))
    }
}
