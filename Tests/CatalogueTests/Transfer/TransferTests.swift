import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("A move from one database to another")
struct TransferTests {
    struct Pair: Sendable {
        let from: TestEngine
        let to: TestEngine

        static var all: [Pair] { TestEngine.all.flatMap { from in TestEngine.all.map { Pair(from: from, to: $0) } } }
    }

    @Test("Everything is there afterwards, is found by its words, and no id is given twice", arguments: Pair.all)
    func everything(_ pair: Pair) async throws {
        try await TestShop.open(pair.from) { source in
            let gone = try await source.fill()
            try await TestShop.open(pair.to) { target in
                let moved = try await Transfer(from: source.engine, to: target.engine).run { _, _, _ in }
                #expect(moved.map(\.name) == TransferTable.all.map(\.name))
                #expect(moved.first { $0.name == "items" }?.rows == 1_203)
                let query = ItemQuery()
                #expect(try await target.all(query) == source.all(query))
                #expect(try await target.names(ItemQuery(text: "chair")) == source.names(ItemQuery(text: "chair")))
                #expect(try await target.names(ItemQuery(text: "chiar")) == source.names(ItemQuery(text: "chiar")))
                #expect(try await target.catalogue.users.list().elements == source.catalogue.users.list().elements)
                #expect(try await target.storeNames("größe") == ["GRÖSSE ÄÖ ß", "Größe"])
                let store = try #require(try await target.stores.list(StoreQuery.everything).elements.first)
                #expect(try await target.item("new", in: store).id > gone)
            }
        }
    }

    @Test("The same again into what was moved is refused, and changes nothing", arguments: TestEngine.all)
    func notEmpty(_ kind: TestEngine) async throws {
        try await TestShop.open(.sqlite) { source in
            _ = try await source.item("Chair", in: try await source.store())
            try await TestShop.open(kind) { target in
                _ = try await target.catalogue.users.create(
                    EmailAddress("one@example.com"), password: Password("sun-and-moon-7"), role: .admin, by: .owner)
                await #expect(throws: TransferRefused.self) {
                    try await Transfer(from: source.engine, to: target.engine).run { _, _, _ in }
                }
                #expect(try await target.all(ItemQuery()).isEmpty)
            }
        }
    }

    @Test("A source that fails on the way leaves the target empty", arguments: TestEngine.all)
    func failure(_ kind: TestEngine) async throws {
        try await TestShop.open(.sqlite) { source in
            _ = try await source.fill()
            let broken = FailingEngine(engine: source.engine, after: 14)
            try await TestShop.open(kind) { target in
                await #expect(throws: EngineError.unavailable) {
                    try await Transfer(from: broken, to: target.engine).run { _, _, _ in }
                }
                let counts = try await target.engine.read {
                    try await TableCensus.counts(in: $0, target.engine.dialect)
                }
                #expect(counts.filter { $0.key != "schema_migrations" && $0.value > 0 } == [:])
                let moved = try await Transfer(from: source.engine, to: target.engine).run { _, _, _ in }
                #expect(moved.reduce(0) { $0 + $1.rows } > 1_200)
            }
        }
    }

    @Test("A source whose tables are older is not moved")
    func olderSource() async throws {
        let source = try await SQLiteEngine.temporary()
        try await Migrator(Array(Catalogue.migrations.prefix(3))).up(source)
        try await TestShop.open(.sqlite) { target in
            await #expect(throws: TransferRefused.self) {
                try await Transfer(from: source, to: target.engine).run { _, _, _ in }
            }
        }
        await source.close()
    }
}

extension TestShop {
    /// A shop of more rows than are moved at once, with everything that could get lost. Returns the id of an item that
    /// was deleted again, the highest one.
    fileprivate func fill() async throws -> Item.ID {
        let store = try await store("GRÖSSE ÄÖ ß", "KWD")
        _ = try await self.store("Größe", "JPY")
        let tag = try await tag("Bäume 🌳", in: store)
        _ = try await item("Chair ’quoted’ \\ \"x\"", in: store, price: "1.005", description: "two\nlines", tags: [tag])
        _ = try await item("\u{1F3FA} chair", in: store, price: "0", description: "", tags: [tag])
        _ = try await item("Plain", in: store)
        let many = try (0..<1_200).map {
            LoadedItem(try new("Item \($0)", in: store, description: "made of wood"), tags: [])
        }
        try await items.load(many)
        _ = try await catalogue.users.create(
            EmailAddress("one@example.com"), password: Password("sun-and-moon-7"), role: .admin, by: .owner)
        let last = try await item("Gone", in: store).id
        try await items.delete(last)
        return last
    }

    fileprivate func storeNames(_ text: String) async throws -> [String] {
        var query = StoreQuery.everything
        query.text = text
        return try await stores.list(query).elements.map(\.name).sorted()
    }
}

extension StoreQuery {
    fileprivate static var everything: StoreQuery {
        StoreQuery(including: Inclusion(items: nil, tags: nil), page: PageRequest(limit: 200))
    }
}

/// An engine whose snapshot is lost after some statements.
private struct FailingEngine: Engine {
    let engine: any Engine
    let after: Int

    var dialect: Dialect { engine.dialect }

    func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int { try await engine.run(sql, each: each) }

    func read<Value: Sendable>(
        _ effort: ReadEffort, _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        let after = effort == .bulk ? after : .max
        return try await engine.read(effort) { session in
            try await body(FailingSession(session: session, left: after))
        }
    }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value { try await engine.write(body) }

    func maintain<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value { try await engine.maintain(body) }

    func close() async {}
}

private final class FailingSession: Session {
    private let session: any Session
    private var left: Int

    init(session: any Session, left: Int) {
        self.session = session
        self.left = left
    }

    func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int {
        left -= 1
        if left < 0 { throw EngineError.unavailable }
        return try await session.run(sql, each: each)
    }
}
