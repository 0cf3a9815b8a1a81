import SQLEngines
import TestDatabases

@testable import Catalogue

/// A shop on an empty database of its own, whose time is moved by the test.
struct TestShop: Sendable {
    let engine: any Engine
    let catalogue: Catalogue
    let time: HandClock
    var items: ItemService

    var stores: StoreService { catalogue.stores }
    var tags: TagService { catalogue.tags }

    /// Runs `body` in a new shop and closes it behind it.
    static func open(
        _ kind: TestEngine, postgres: PostgresOptions = .forTests, _ body: @Sendable (TestShop) async throws -> Void
    ) async throws {
        try await withDatabase(kind, postgres: postgres, template: template) { database in
            let time = HandClock()
            let settings = CatalogueSettings(defaultCurrency: try Currency("USD"))
            let catalogue = Catalogue(engine: database.engine, clock: time.wall, settings: settings)
            try await body(
                TestShop(engine: database.engine, catalogue: catalogue, time: time, items: catalogue.items))
        }
    }

    private static let template = DatabaseTemplate { engine in try await Migrator(Catalogue.migrations).up(engine) }

    /// The same shop with lists that walk along their order where they would gather more than this many items, and searches
    /// that merge the items of words that a quarter of these have.
    func gathering(atMost few: Int) -> TestShop {
        var shop = self
        shop.items.few = few
        if shop.items.search is TermIndex { shop.items.search = TermIndex(few: few / 4) }
        return shop
    }

    func store(_ name: String = "My Store", _ currency: String? = nil) async throws -> Store {
        try await stores.create(NewStore(name: try Name(name), currency: try currency.map { try Currency($0) }))
    }

    func tag(_ name: String, in store: Store) async throws -> Tag {
        try await tags.create(NewTag(name: try Name(name)), in: store.id)
    }

    func item(
        _ name: String, in store: Store, price: String = "1", description: String? = nil, tags: [Tag] = []
    ) async throws -> Item {
        var item = try await items.create(new(name, in: store, price: price, description: description))
        for tag in tags { item = try await items.link(item.id, tag.id).item }
        return item
    }

    func new(
        _ name: String, in store: Store, price: String = "1", description: String? = nil
    ) throws -> NewItem {
        NewItem(
            name: try Name(name), description: try description.flatMap { try Description($0) },
            price: try Price(literal: price), storeID: store.id)
    }

    /// The names of what the query finds, in order, read page by page.
    func names(_ query: ItemQuery, limit: Int = 200) async throws -> [String] {
        try await all(query, limit: limit).map(\.name)
    }

    /// Everything the query finds, in order, read page by page.
    func all(_ query: ItemQuery, limit: Int = 200) async throws -> [Item] {
        var (query, found): (ItemQuery, [Item]) = (query, [])
        query.page = PageRequest(limit: limit)
        for _ in 0..<10_000 {
            let page = try await items.list(query)
            found += page.elements
            guard let next = page.next else { return found }
            query.page = PageRequest(limit: limit, after: next)
        }
        throw EndlessList()
    }

    struct EndlessList: Error {}
}

/// For where Testing's own `Tag` is in the way.
typealias ShopTag = Tag
