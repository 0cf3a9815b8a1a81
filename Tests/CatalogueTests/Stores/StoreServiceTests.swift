import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Stores")
struct StoreServiceTests {
    private let whole = Inclusion(items: 100, tags: 100)

    @Test(
        "A new store has the configured currency unless it names one, and is found as it was answered",
        arguments: TestEngine.all)
    func create(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store("  My Store ")
            #expect(store.name == "My Store" && store.currency.code == "USD")
            #expect(store.items == [] && store.tags == [] && store.itemsCount == 0)
            #expect(store.createdAt == shop.time.now && store.updatedAt == shop.time.now)
            #expect(try await shop.stores.find(store.id, including: whole) == store)
            #expect(try await shop.store("Tokyo", "JPY").currency.digits == 0)
        }
    }

    @Test(
        "A store's name is taken regardless of case, also by whoever comes at the same moment",
        arguments: TestEngine.all)
    func unique(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            _ = try await shop.store("Émile")
            await #expect(throws: CatalogueError.storeNameTaken) { try await shop.store("E\u{301}MILE") }
            let other = try await shop.store("Other")
            let change = StoreChange(name: try Name("émile"), currency: nil)
            await #expect(throws: CatalogueError.storeNameTaken) {
                try await shop.stores.change(other.id, change, including: whole)
            }
            let made = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<16 {
                    group.addTask { (try? await shop.store(number.isMultiple(of: 2) ? "Race" : "RACE")) != nil }
                }
                return await group.reduce(into: 0) { count, isMade in count += isMade ? 1 : 0 }
            }
            #expect(made == 1)
        }
    }

    @Test("The greatest character there is makes a name that every list shows", arguments: TestEngine.all)
    func greatest(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let names = ["a", "\u{10FFFF}", "\u{10FFFF}a", String(repeating: "\u{10FFFF}", count: 80)]
            for name in names { _ = try await shop.store(name) }
            for descending in [false, true] {
                let query = StoreQuery(sort: Sort(by: .name, descending: descending))
                let found = try await shop.stores.list(query).elements.map(\.name)
                #expect(found == (descending ? names.reversed() : names))
            }
        }
    }

    @Test(
        "A change that changes nothing changes no time; one that does changes the time of the change",
        arguments: TestEngine.all)
    func change(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store("Oak")
            shop.time.advance(.seconds(5))
            for change in [
                StoreChange(name: nil, currency: nil),
                StoreChange(name: try Name("Oak"), currency: try Currency("USD")),
            ] {
                #expect(try await shop.stores.change(store.id, change, including: whole) == store)
            }
            let change = StoreChange(name: try Name("OAK"), currency: nil)
            let changed = try await shop.stores.change(store.id, change, including: whole)
            #expect(changed.name == "OAK" && changed.updatedAt == shop.time.now && changed.createdAt == store.createdAt)
            #expect(try await shop.stores.find(store.id, including: whole) == changed)
        }
    }

    @Test("The currency can change until the store has an item", arguments: TestEngine.all)
    func currency(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let yen = StoreChange(name: nil, currency: try Currency("JPY"))
            #expect(try await shop.stores.change(store.id, yen, including: whole).currency.code == "JPY")
            let item = try await shop.item("Lamp", in: store, price: "100")
            let dollars = StoreChange(name: try Name("Other"), currency: try Currency("USD"))
            await #expect(throws: CatalogueError.storeHasItems) {
                try await shop.stores.change(store.id, dollars, including: whole)
            }
            #expect(try await shop.stores.find(store.id, including: whole).name == "My Store")
            try await shop.items.delete(item.id)
            #expect(try await shop.stores.change(store.id, dollars, including: whole).currency.code == "USD")
        }
    }

    @Test("Embedded lists are bounded, lowest id first, and left out when not asked for", arguments: TestEngine.all)
    func embedded(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (store, other) = (try await shop.store(), try await shop.store("Other"))
            for number in 0..<25 {
                _ = try await shop.item("item \(number)", in: number < 24 ? store : other, price: "\(number)")
                if number < 23 { _ = try await shop.tag("tag \(number)", in: store) }
            }
            let page = try await shop.stores.list(StoreQuery())
            #expect(page.elements.map(\.itemsCount) == [24, 1])
            #expect(page.elements[0].items?.map(\.name) == (0..<20).map { "item \($0)" })
            #expect(page.elements[0].tags?.map(\.name) == (0..<20).map { "tag \($0)" })
            #expect(page.elements[1].items?.map(\.name) == ["item 24"] && page.elements[1].tags == [])
            #expect(try await shop.stores.find(store.id, including: whole).items?.count == 24)
            let bare = try await shop.stores.find(store.id, including: Inclusion(items: nil, tags: 2))
            #expect(bare.items == nil && bare.tags?.count == 2)
            let rows = try await shop.stores.list(StoreQuery(including: Inclusion(items: nil, tags: nil)))
            #expect(rows.elements.allSatisfy { $0.items == nil && $0.tags == nil })
        }
    }

    @Test("Every order gives all stores, page by page; words of the name find some", arguments: TestEngine.all)
    func list(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let names = ["Oak & Sons", "beech", "Ash", "OAK corner", "ébène", "Zebrawood oak"]
            for (number, name) in names.enumerated() {
                _ = try await shop.store(name)
                if number.isMultiple(of: 2) { shop.time.advance(.seconds(1)) }
            }
            let byName = ["Ash", "beech", "Oak & Sons", "OAK corner", "Zebrawood oak", "ébène"]
            for limit in 1...7 {
                #expect(try await allNames(shop, StoreQuery(sort: Sort(by: .name)), limit) == byName)
                let down = StoreQuery(sort: Sort(by: .name, descending: true))
                #expect(try await allNames(shop, down, limit) == byName.reversed())
                #expect(try await allNames(shop, StoreQuery(sort: Sort(by: .createdAt)), limit) == names)
                #expect(try await allNames(shop, StoreQuery(text: "oak"), limit) == [names[0], names[3], names[5]])
            }
            let beech = try await shop.stores.list(StoreQuery(text: "beech")).elements[0]
            let renaming = StoreChange(name: try Name("Birch"), currency: nil)
            _ = try await shop.stores.change(beech.id, renaming, including: whole)
            for (text, count) in [
                ("beech", 0), ("birch", 1), ("ebe", 1), ("oak co", 1), ("co oak", 0), ("%", 0), ("  ", 6),
                ("\"oak\"", 3),
            ] {
                let page = try await shop.stores.list(StoreQuery(text: text, page: PageRequest(counts: true)))
                #expect(page.total == count && page.elements.count == count, "\(text)")
            }
        }
    }

    @Test("A deleted store is gone with everything in it, and its name is free", arguments: TestEngine.all, [3, 1300])
    func delete(_ engine: TestEngine, items count: Int) async throws {
        try await TestShop.open(engine) { shop in
            let (store, other) = (try await shop.store("Oak"), try await shop.store("Other"))
            let (tag, kept) = (try await shop.tag("sale", in: store), try await shop.item("walnut", in: other))
            let batch = try (0..<count).map {
                LoadedItem(try shop.new("walnut \($0)", in: store), tags: [tag.id])
            }
            try await shop.items.load(batch)
            let first = try await shop.all(ItemQuery(storeID: store.id))[0]
            try await shop.stores.delete(store.id, including: whole)

            await #expect(throws: CatalogueError.notFound) { try await shop.stores.find(store.id, including: whole) }
            await #expect(throws: CatalogueError.notFound) { try await shop.tags.find(tag.id, including: whole) }
            await #expect(throws: CatalogueError.notFound) { try await shop.items.find(first.id) }
            await #expect(throws: CatalogueError.notFound) { try await shop.stores.delete(store.id, including: whole) }
            for query in [ItemQuery(), ItemQuery(text: "walnut"), ItemQuery(sort: Sort(by: .name))] {
                #expect(try await shop.all(query).map(\.id) == [kept.id])
            }
            let counted = try await shop.items.list(ItemQuery(text: "walnut", page: PageRequest(counts: true)))
            #expect(counted.total == 1)
            #expect(try await shop.stores.list(StoreQuery(text: "oak")).elements.isEmpty)
            await #expect(throws: CatalogueError.missingStore) { try await shop.item("Lamp", in: store) }
            await #expect(throws: CatalogueError.notFound) { try await shop.tag("new", in: store) }
            _ = try await shop.store("OAK")

            try await shop.stores.sweep()
            let words: SQL = engine == .sqlite ? "items_fts" : "items_words"
            for (table, count) in [("items", 1), (words, engine == .sqlite ? 0 : 1), ("item_tags", 0), ("tags", 0)] {
                let left: Int? = try await shop.engine.value("SELECT count(*) FROM \(table)")
                #expect(left == count, "\(table)")
            }
        }
    }

    @Test(
        "A condition is checked on the representation that the caller named, before anything is written",
        arguments: TestEngine.all)
    func precondition(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            _ = try await shop.item("Lamp", in: store)
            let stale = Precondition<Store>.when { $0.items?.count == 0 }
            let change = StoreChange(name: try Name("New"), currency: nil)
            await #expect(throws: CatalogueError.preconditionFailed) {
                try await shop.stores.change(store.id, change, if: stale, including: whole)
            }
            await #expect(throws: CatalogueError.preconditionFailed) {
                try await shop.stores.delete(store.id, if: stale, including: whole)
            }
            await #expect(throws: CatalogueError.notFound) {
                try await shop.stores.change(Store.ID(99), change, if: stale, including: whole)
            }
            let fresh = Precondition<Store>.when { $0.items?.count == 1 && $0.tags == nil }
            let including = Inclusion(items: 100, tags: nil)
            #expect(try await shop.stores.change(store.id, change, if: fresh, including: including).name == "New")
        }
    }

    private func allNames(_ shop: TestShop, _ query: StoreQuery, _ limit: Int) async throws -> [String] {
        var (query, names): (StoreQuery, [String]) = (query, [])
        query.page = PageRequest(limit: limit)
        for _ in 0..<100 {
            let page = try await shop.stores.list(query)
            names += page.elements.map(\.name)
            guard let next = page.next else { break }
            query.page = PageRequest(limit: limit, after: next)
        }
        return names
    }
}
