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
                    let start = ContinuousClock.now
                    let single = try await engine.number("SELECT 1")
                    let written = try await engine.write { try await $0.value("SELECT 2", as: Int.self) }
                    #expect([single, written] == [1, 2])
                    #expect(ContinuousClock.now - start < .seconds(2))
                }
            }
        }
    }
}
