import SQLEngines
import TestDatabases
import Testing

/// Hosts that take connections and say nothing.
@Suite("PostgreSQL hosts that are silent", .enabled(if: TestEngine.serverURL != nil))
struct PostgresSilenceTests {
    @Test("A URL's first host that is silent is waited for once, not by each connection")
    func firstHost() async throws {
        try await withDatabase(.postgres) { database in
            let url = try #require(database.url)
            try await SilentServer.with { silent in
                let both = silent.url(url, before: true) + "?target_session_attrs=read-write"
                let engine = try await PostgresEngine.open(url: both)
                try await engine.closing { engine in
                    let single = try await engine.number("SELECT 1")
                    let written = try await engine.write { try await $0.value("SELECT 2", as: Int.self) }
                    #expect([single, written] == [1, 2])
                    #expect(silent.allCallers == 1)
                }
            }
        }
    }

    @Test("A standby that is silent keeps nobody from the primary, and is knocked at by one at a time")
    func standby() async throws {
        try await withDatabase(.postgres) { database in
            let url = try #require(database.url)
            try await SilentServer.with { silent in
                let options = PostgresOptions(replica: silent.url(url, before: false))
                let engine = try await PostgresEngine.open(url: url, options: options)
                try await engine.closing { engine in
                    _ = try await searches(engine, 16)
                    _ = try await database.engine.write { try await $0.execute(PostgresOutageTests.endOthers) }
                    async let others = searches(engine, 16)
                    let start = ContinuousClock.now
                    let single = try await engine.number("SELECT 1")
                    #expect(single == 1)
                    let answered = try await others
                    #expect(answered == 16)
                    #expect(ContinuousClock.now - start < .seconds(15))
                    #expect(silent.mostCallers == 1)
                }
            }
        }
    }

    /// How many of so many long reads at once are answered.
    private func searches(_ engine: any Engine, _ count: Int) async throws -> Int? {
        try await withThrowingTaskGroup(of: Int?.self) { group in
            for _ in 0..<count {
                group.addTask { try await engine.read(.long) { try await $0.value("SELECT 1", as: Int.self) } }
            }
            return try await group.reduce(into: 0) { $0 += $1 ?? 0 }
        }
    }
}
