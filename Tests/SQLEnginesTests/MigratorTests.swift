import SQLEngines
import TestDatabases
import Testing

@Suite("Migrations")
struct MigratorTests {
    private static let stores = Migration(1, "stores") { dialect in
        ["CREATE TABLE stores (id \(dialect.identity), name TEXT NOT NULL)", "INSERT INTO stores (name) VALUES ('a')"]
    }
    private static let items = Migration(2, "items") { _ in ["CREATE TABLE items (store_id BIGINT NOT NULL)"] }

    private func migrator(_ migrations: Migration...) -> Migrator { Migrator(migrations) { 1_700_000_000_000_000 } }

    @Test("Migrations run once each, in the order of their numbers", arguments: TestEngine.all)
    func runsOnce(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let migrator = migrator(Self.items, Self.stores)
            let ran = try await migrator.up(engine)
            #expect(ran.map(\.number) == [1, 2])
            let again = try await migrator.up(engine)
            #expect(again.isEmpty)
            #expect(try await engine.number("SELECT count(*) FROM stores") == 1)
        }
    }

    @Test("Two that migrate at once run each migration once", arguments: TestEngine.all)
    func concurrent(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let migrator = migrator(Self.stores, Self.items)
            let ran = try await withThrowingTaskGroup { group in
                for _ in 0..<4 { group.addTask { try await migrator.up(engine).count } }
                return try await group.reduce(0, +)
            }
            #expect(ran == 2)
        }
    }

    @Test("Status tells what has run and what has not, and changes nothing", arguments: TestEngine.all)
    func status(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let before = try await migrator(Self.stores).status(engine)
            #expect(before.map(\.state) == [.pending])
            #expect(before.map(\.name) == ["stores"])
            #expect(try await engine.tables() == 0)
            try await migrator(Self.stores).up(engine)
            let other = Migration(1, "stores") { _ in ["SELECT 1"] }
            #expect(
                try await migrator(Self.stores, Self.items).status(engine).map(\.state) == [Self.applied, .pending])
            #expect(try await migrator(other).status(engine).map(\.state) == [.changed])
            #expect(try await migrator(Self.items).status(engine).map(\.state) == [.unknown, .pending])
        }
    }

    @Test("A migration that fails leaves nothing of itself, and those before it stay", arguments: TestEngine.all)
    func failing(_ kind: TestEngine) async throws {
        try await withEngine(kind) { engine in
            let broken = Migration(2, "broken") { _ in
                ["CREATE TABLE half (a BIGINT)", "CREATE TABLE stores (a BIGINT)"]
            }
            await #expect(throws: EngineError.self) { try await migrator(Self.stores, broken).up(engine) }
            let states = try await migrator(Self.stores, broken).status(engine).map(\.state)
            #expect(states == [Self.applied, .pending])
            #expect(try await engine.tables(named: "half") == 0)
        }
    }

    @Test("A database newer than the program is refused", arguments: TestEngine.all)
    func newer(_ kind: TestEngine) async throws {
        try await refuses(on: kind, having: [Self.stores, Self.items], by: [Self.stores], "newer than this program")
    }

    @Test("A migration changed since it ran is refused", arguments: TestEngine.all)
    func changed(_ kind: TestEngine) async throws {
        let other = Migration(1, "stores") { _ in ["CREATE TABLE stores (a BIGINT)"] }
        try await refuses(on: kind, having: [Self.stores], by: [other], "has changed since it ran")
    }

    @Test("A migration this program does not know is refused", arguments: TestEngine.all)
    func unknown(_ kind: TestEngine) async throws {
        let third = Migration(3, "third") { _ in [] }
        try await refuses(on: kind, having: [Self.stores, Self.items], by: [Self.stores, third], "does not know")
    }

    @Test("A migration numbered below one that has run is refused", arguments: TestEngine.all)
    func late(_ kind: TestEngine) async throws {
        try await refuses(on: kind, having: [Self.items], by: [Self.stores, Self.items], "number above 2")
    }

    @Test("Two migrations of one number are refused", arguments: TestEngine.all)
    func doubled(_ kind: TestEngine) async throws {
        let other = Migration(1, "other") { _ in [] }
        try await refuses(on: kind, having: [], by: [Self.stores, other], "two migrations of number 1")
    }

    private static let applied = MigrationStatus.State.applied(at: 1_700_000_000_000_000)

    private func refuses(
        on kind: TestEngine, having past: [Migration], by present: [Migration], _ words: String
    ) async throws {
        try await withEngine(kind) { engine in
            try await Migrator(past).up(engine)
            let refusal = await #expect(throws: MigrationRefused.self) { try await Migrator(present).up(engine) }
            #expect(refusal?.description.contains(words) == true)
            #expect(try await Migrator(past).status(engine).count == past.count)
        }
    }
}
