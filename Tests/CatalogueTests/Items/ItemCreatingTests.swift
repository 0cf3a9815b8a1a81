import SQLEngines
import Synchronization
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Items that are made at the same time")
struct ItemCreatingTests {
    @Test("Each is answered as it was asked, found by its words and misspelt, and its store counts it")
    func crowd() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres) { shop in
            var stores: [Store] = []
            for number in 0..<5 { stores.append(try await shop.store("Store \(number)", ["USD", "JPY"][number % 2])) }
            try await together(200) { [stores] number in
                let new = try shop.new(
                    "Ebony \"\(number)\" \\ {cabinet}", in: stores[number % 5], price: "\(number)",
                    description: number.isMultiple(of: 3) ? nil : "of walnut,\n\tNULL, \(number)")
                let item = try await shop.items.create(new)
                #expect(item.name == new.name.text && item.description == new.description?.text)
                #expect(item.store.id == new.storeID && item.price.currency == stores[number % 5].currency)
                #expect(try await shop.items.find(item.id) == item)
                return true
            }
            #expect(try await shop.miscounts() == 0)
            #expect(try await shop.names(ItemQuery(text: "cabinett")).count == 200)
            #expect(try await shop.names(ItemQuery(text: "7 walnut")) == ["Ebony \"7\" \\ {cabinet}"])
            let ids: [Int64] = try await shop.engine.all("SELECT id FROM items ORDER BY id") { try $0.next() }
            #expect(Set(ids).count == 200)
            #expect(try await shop.transactions() < 150)
        }
    }

    @Test("What is refused is refused alone, by its own field")
    func refused() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres) { shop in
            let (yen, dollar) = (try await shop.store("Yen", "JPY"), try await shop.store("Dollar", "USD"))
            let gone = try await shop.store("Gone")
            try await shop.stores.delete(gone.id, including: Inclusion(items: nil, tags: nil))
            let made = try await together(90) { number in
                do {
                    _ = try await shop.items.create(
                        shop.new("thing \(number)", in: [yen, dollar, gone][number % 3], price: "1.5"))
                    #expect(number % 3 == 1)
                    return true
                } catch CatalogueError.invalid(let fields) {
                    #expect(fields.map(\.field) == [["price"], [], ["store_id"]][number % 3])
                    return false
                }
            }
            #expect(made == 30)
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test(
        "What is known of a store is compared: its name and its currency are those of now, and a store that is gone is missing"
    )
    func comparedStore() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres) { shop in
            let (store, yen) = (try await shop.store("Old", "USD"), try Currency("JPY"))
            for _ in 0..<2 {
                let item = try await shop.items.create(shop.new("thing", in: store, price: "1.5"))
                #expect(item.store.name == "Old")
                try await shop.items.delete(item.id)
            }
            _ = try await shop.stores.change(
                store.id, StoreChange(name: try Name("New"), currency: yen),
                including: Inclusion(items: nil, tags: nil))
            let item = try await shop.items.create(shop.new("thing", in: store, price: "2"))
            #expect(
                item.store.name == "New" && item.price.currency == yen && item.price.minorUnits == 2)
            #expect(try await shop.items.find(item.id) == item)
            await #expect(throws: CatalogueError.self) {
                try await shop.items.create(shop.new("thing", in: store, price: "1.5"))
            }
            try await shop.stores.delete(store.id, including: Inclusion(items: nil, tags: nil))
            await #expect(throws: CatalogueError.self) {
                try await shop.items.create(shop.new("thing", in: store, price: "2"))
            }
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test("A store that others count up meanwhile, through a service of their own, misses nothing")
    func counted() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres) { shop in
            let store = try await shop.store()
            let others = [ItemCreating(engine: shop.engine), ItemCreating(engine: shop.engine)]
            try await together(300) { number in
                let new = try shop.new("wardrobe \(number)", in: store)
                _ = try await others[number % 2].create(new, Stamp(time: Timestamp(microseconds: 1), author: nil))
                return true
            }
            #expect(try await shop.miscounts() == 0)
            let found = try await shop.names(ItemQuery(text: "wardrobee"))
            #expect(found.count == 300)
        }
    }

    @Test("Whose store is taken waits alone, and nobody waits with it")
    func taken() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        var options = PostgresOptions.forTests
        options.connections = 8
        try await TestShop.open(.postgres, postgres: options) { shop in
            // As many as meet at one place, and more.
            var stores: [Store] = []
            for number in 0..<6 { stores.append(try await shop.store("Store \(number)")) }
            let (taken, others) = (stores[0], stores.dropFirst())
            let (isTaken, isDone) = (Flag(), Flag())
            @Sendable func hold() async throws {
                try await shop.engine.write { session in
                    try await session.lock(rows: "stores WHERE id = \(taken.id)")
                    _ = try await session.value("SELECT 1", as: Int.self)
                    isTaken.set()
                    for _ in 0..<20 {
                        try await together(others.count) { number in
                            _ = try await shop.items.create(shop.new("thing", in: others[others.startIndex + number]))
                            return true
                        }
                    }
                    isDone.set()
                }
            }
            async let holder: Void = hold()
            try await eventually { isTaken.isSet }
            try await together(3) { _ in
                _ = try await shop.items.create(shop.new("late", in: taken))
                #expect(isDone.isSet)
                return true
            }
            try await holder
            #expect(try await shop.miscounts() == 0)
            #expect(try await shop.names(ItemQuery()).count == 103)
        }
    }

    @Test("Those who waited for one store share transactions")
    func sharedAfterwards() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres) { shop in
            let store = try await shop.store()
            let (isTaken, goesOn) = (Flag(), Flag())
            @Sendable func hold() async throws {
                try await shop.engine.write { session in
                    try await session.lock(rows: "stores WHERE id = \(store.id)")
                    _ = try await session.value("SELECT 1", as: Int.self)
                    isTaken.set()
                    try await eventually { goesOn.isSet }
                }
            }
            async let holder: Void = hold()
            try await eventually { isTaken.isSet }
            async let made = together(60) { _ in
                _ = try await shop.items.create(shop.new("late", in: store))
                return true
            }
            // What is waited for stands still until somebody waits.
            try await eventually { try await shop.engine.waiting() > 0 }
            goesOn.set()
            try await holder
            #expect(try await made == 60)
            #expect(try await shop.transactions() < 30)
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test("A group waits for nobody's new word; who has that word waits by itself")
    func words() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres) { shop in
            var stores: [Store] = []
            for number in 0..<8 { stores.append(try await shop.store("Store \(number)")) }
            let (first, others) = (stores[0], Array(stores.dropFirst()))
            let (isTaken, isDone) = (Flag(), Flag())
            @Sendable func hold() async throws {
                try await shop.engine.write { session in
                    try await session.execute("INSERT INTO words (word) VALUES ('zirconium')")
                    isTaken.set()
                    // Rounds of creates beside the one that waits, all of them at the places where it was.
                    try await eventually { try await shop.engine.waiting() > 0 }
                    for _ in 0..<5 {
                        try await together(others.count) { number in
                            _ = try await shop.items.create(shop.new("thing", in: others[number]))
                            return true
                        }
                    }
                    isDone.set()
                }
            }
            async let holder: Void = hold()
            try await eventually { isTaken.isSet }
            _ = try await shop.items.create(shop.new("zirconium", in: first))
            #expect(isDone.isSet)
            try await holder
            #expect(try await shop.names(ItemQuery(text: "zirconium")) == ["zirconium"])
            #expect(try await shop.names(ItemQuery()).count == 36)
        }
    }

    @Test("Nor does it where so many wait for a row that nobody else may wait long")
    func wordsInACrowd() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        var options = PostgresOptions.forTests
        (options.connections, options.connectionWait) = (12, .seconds(30))
        try await TestShop.open(.postgres, postgres: options) { shop in
            let first = try await shop.store("First")
            let others = [try await shop.store("Second"), try await shop.store("Third")]
            let kept = try await shop.item("kept", in: first)
            let (isTaken, isDone) = (Flag(), Flag())
            @Sendable func hold() async throws {
                try await shop.engine.maintain { session in
                    try await session.lock(rows: "items WHERE id = \(kept.id)")
                    try await session.execute("INSERT INTO words (word) VALUES ('zirconium')")
                    isTaken.set()
                    try await eventually { isDone.isSet }
                }
            }
            @Sendable func want() async throws {
                try await shop.engine.write { try await $0.lock(rows: "items WHERE id = \(kept.id)") }
            }
            async let holder: Void = hold()
            try await eventually { isTaken.isSet }
            async let wanted = together(6) { _ in
                try await want()
                return true
            }
            // Half of the connections.
            try await eventually { try await shop.engine.waiting() == 6 }
            async let late = shop.items.create(shop.new("zirconium", in: first))
            let start = ContinuousClock.now
            for _ in 0..<5 {
                try await together(8) { number in
                    _ = try await shop.items.create(shop.new("thing", in: others[number % 2]))
                    return true
                }
            }
            #expect(ContinuousClock.now - start < .seconds(15))
            isDone.set()
            try await holder
            _ = try await (wanted, late)
            #expect(try await shop.names(ItemQuery()).count == 42)
        }
    }

    @Test("When nobody knows whether a group was written, all of it is told so, and none is tried again")
    func unknownOutcome() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres) { shop in
            let store = try await shop.store()
            let creating = ItemCreating(engine: AnswerlessEngine(engine: shop.engine))
            let told = try await together(40) { number in
                do {
                    _ = try await creating.create(
                        shop.new("thing \(number)", in: store), Stamp(time: Timestamp(microseconds: 1), author: nil))
                    return false
                } catch EngineError.outcomeUnknown {
                    return true
                }
            }
            #expect(told == 40)
            #expect(Set(try await shop.names(ItemQuery())).count == 40)
            #expect(try await shop.names(ItemQuery()).count == 40)
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test("Words that the database lost, as in a failover, are kept anew once a gap was heard of")
    func lostWords() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres) { shop in
            let store = try await shop.store()
            func found(after name: String) async throws -> Int {
                _ = try await shop.items.create(shop.new(name, in: store))
                return try await shop.names(ItemQuery(text: "zircnium")).count
            }
            #expect(try await found(after: "zirconium") == 1)
            try await shop.engine.write { session in try await session.execute("DELETE FROM words") }
            #expect(try await found(after: "zirconium too") == 0)
            let (events, note) = AsyncStream<Instances.Event>.makeStream()
            let listening = Task {
                await shop.catalogue.instances.run(
                    as: { InstanceCard(keyIDs: [], settings: "") }, keysChanged: { true }, report: { note.yield($0) })
            }
            for await case .joined in events { break }
            #expect(try await found(after: "zirconium again") == 3)
            listening.cancel()
            await listening.value
        }
    }

    @Test("A group that fails as a whole is made one by one")
    func oneByOne() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres) { shop in
            let store = try await shop.store()
            // What no rule of ours refuses: the database does.
            try await shop.engine.write { session in
                try await session.execute("ALTER TABLE items ADD CONSTRAINT no_boats CHECK (name <> 'boat')")
            }
            let made = try await together(64) { number in
                do {
                    _ = try await shop.items.create(shop.new(number % 8 == 0 ? "boat" : "car", in: store))
                    return true
                } catch is ConstraintViolation {
                    #expect(number % 8 == 0)
                    return false
                }
            }
            #expect(made == 56)
            #expect(try await shop.miscounts() == 0)
            try await shop.engine.write { session in
                try await session.execute("ALTER TABLE items DROP CONSTRAINT no_boats")
            }
        }
    }

    @Test("A group's stores are found along their key, however many stores there are")
    func plan() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres) { shop in
            let store = try await shop.store()
            let rows = try (0..<3).map { _ in
                ItemInsertion.Row(
                    item: try shop.new("thing", in: store),
                    price: try shop.new("thing", in: store).price.money(in: store.currency),
                    stamp: Stamp(time: Timestamp(microseconds: 1), author: nil),
                    words: ItemWords(name: "thing", description: nil, storeID: store.id))
            }
            let plan: [String] = try await shop.engine.write { session in
                try await session.execute(
                    """
                    INSERT INTO stores (name, name_key, currency, items_count, created_at, updated_at)
                    SELECT 's' || n, 's' || n, 'USD', 0, 0, 0 FROM generate_series(1, 20000) AS n
                    """)
                try await session.execute("ANALYZE stores")
                return try await session.all("EXPLAIN (COSTS OFF) \(ItemInsertion.insertion(rows))") { row in
                    try row.next()
                }
            }
            #expect(plan.contains { $0.contains("Index Cond: (id = more.store_id)") }, "\(plan)")
            #expect(plan.contains { $0.contains("Index Cond: (id = ANY") }, "\(plan)")
        }
    }
}

/// Writes, and loses the answer.
private struct AnswerlessEngine: Engine {
    let engine: any Engine

    var dialect: Dialect { engine.dialect }
    var isShared: Bool { engine.isShared }

    func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int { try await engine.run(sql, each: each) }

    func read<Value: Sendable>(
        _ effort: ReadEffort, _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value { try await engine.read(effort, body) }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        _ = try await engine.write(body)
        throw EngineError.outcomeUnknown
    }

    func maintain<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value { try await write(body) }

    func listen(_ hear: @escaping @Sendable (Announcement) -> Void) async throws -> (any AnnouncementListener)? {
        try await engine.listen(hear)
    }

    func close() async {}
}

extension TestShop {
    /// In how many transactions the items were written.
    fileprivate func transactions() async throws -> Int {
        try await engine.value("SELECT count(DISTINCT CAST(xmin AS TEXT)) FROM items") ?? 0
    }
}
