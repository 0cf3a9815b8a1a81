import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Items")
struct ItemServiceTests {
    @Test("An item is made with its tags, or not at all", arguments: TestEngine.all)
    func createTagged(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let oak = try await shop.tag("Oak", in: store)
            let names = try ["new", "OAK", "New"].map { try Name($0) }
            let item = try await shop.items.create(shop.new("Lamp", in: store), tags: names)
            #expect(item.tags.map(\.name) == ["Oak", "new"] && item.tags[0].id == oak.id)
            #expect(try await shop.items.find(item.id) == item)
            #expect(try await shop.miscounts() == 0)
            let many = try (0...100).map { try Name("t\($0)") }
            await #expect(throws: CatalogueError.tooManyTags) {
                _ = try await shop.items.create(shop.new("Bowl", in: store), tags: many)
            }
            #expect(try await shop.names(ItemQuery()) == ["Lamp"])
            #expect(try await shop.tags.list(TagQuery()).elements.count == 2)
        }
    }

    @Test("A new item is found as it was answered", arguments: TestEngine.all)
    func create(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let item = try await shop.item("  Lamp ", in: store, price: "15.990", description: "A\r\nlamp ")
            #expect(item.name == "Lamp" && item.description == "A\nlamp" && item.price.literal == "15.99")
            #expect(item.store == Store.Summary(id: store.id, name: store.name) && item.tags.isEmpty)
            #expect(try await shop.items.find(item.id) == item)
            await #expect(throws: CatalogueError.notFound) { try await shop.items.find(Item.ID(99)) }
        }
    }

    @Test("A missing store and a price that its currency cannot hold are refused by field", arguments: TestEngine.all)
    func invalid(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store("Tokyo", "JPY")
            let digits = await #expect(throws: CatalogueError.self) {
                try await shop.item("x", in: store, price: "1.5")
            }
            #expect(refused(digits) == ["price digits"])
            let gone = try await shop.store("Gone")
            try await shop.stores.delete(gone.id, including: Inclusion(items: nil, tags: nil))
            let missing = await #expect(throws: CatalogueError.self) { try await shop.item("x", in: gone) }
            #expect(refused(missing) == ["store_id not_found"])
            #expect(try await shop.items.list(ItemQuery(page: PageRequest(counts: true))).total == 0)
        }
    }

    @Test("A change changes what it names, and nothing when nothing differs", arguments: TestEngine.all)
    func change(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let item = try await shop.item("Lamp", in: store, price: "2", description: "bright")
            shop.time.advance(.seconds(1))
            for change in [
                ItemChange(name: nil, description: nil, price: nil, storeID: nil),
                ItemChange(
                    name: try Name("Lamp"), description: try Description("bright"), price: try Price(literal: "2.0"),
                    storeID: store.id),
            ] {
                #expect(try await shop.items.change(item.id, change) == item)
                #expect(try await shop.items.find(item.id) == item)
            }
            let change = ItemChange(
                name: nil, description: .some(nil), price: try Price(literal: "3.5"), storeID: nil)
            let changed = try await shop.items.change(item.id, change)
            #expect(changed.name == "Lamp" && changed.description == nil && changed.price.literal == "3.5")
            #expect(changed.updatedAt == shop.time.now && changed.createdAt == item.createdAt)
            #expect(try await shop.items.find(item.id) == changed)
            #expect(try await shop.names(ItemQuery(text: "bright")) == [])
        }
    }

    @Test("An item moves without tags, and with its price said again in another currency", arguments: TestEngine.all)
    func move(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (east, west) = (try await shop.store("East"), try await shop.store("West"))
            let tokyo = try await shop.store("Tokyo", "JPY")
            let tag = try await shop.tag("sale", in: east)
            let item = try await shop.item("Lamp", in: east, price: "2.5", tags: [tag])
            func moving(to store: Store.ID, price: String? = nil) async throws -> Item {
                let price = try price.map { try Price(literal: $0) }
                let change = ItemChange(name: nil, description: nil, price: price, storeID: store)
                return try await shop.items.change(item.id, change)
            }
            await #expect(throws: CatalogueError.itemHasTags) { try await moving(to: west.id) }
            try await shop.items.unlink(item.id, tag.id)
            #expect(try await moving(to: west.id).store.name == "West")
            await #expect(throws: CatalogueError.currencyMismatch) { try await moving(to: tokyo.id) }
            await #expect(throws: CatalogueError.missingStore) { try await moving(to: Store.ID(99)) }
            let digits = await #expect(throws: CatalogueError.self) { try await moving(to: tokyo.id, price: "2.5") }
            #expect(refused(digits) == ["price digits"])
            #expect(try await moving(to: tokyo.id, price: "300").price.literal == "300")
            let counts = try await shop.stores.list(StoreQuery()).elements.map(\.itemsCount)
            #expect(counts == [0, 0, 1])
            #expect(try await shop.names(ItemQuery(text: "lamp", storeID: tokyo.id)) == ["Lamp"])
            #expect(try await shop.names(ItemQuery(text: "lamp", storeID: east.id)) == [])
        }
    }

    @Test("A condition is checked before anything else about the row", arguments: TestEngine.all)
    func precondition(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let item = try await shop.item("Lamp", in: try await shop.store())
            let stale = Precondition<Item>.when { $0.name != "Lamp" }
            let change = ItemChange(name: try Name("New"), description: nil, price: nil, storeID: Store.ID(99))
            await #expect(throws: CatalogueError.preconditionFailed) {
                try await shop.items.change(item.id, change, if: stale)
            }
            await #expect(throws: CatalogueError.preconditionFailed) { try await shop.items.delete(item.id, if: stale) }
            #expect(try await shop.items.find(item.id) == item)
            try await shop.items.delete(item.id, if: .when { $0 == item })
            await #expect(throws: CatalogueError.notFound) { try await shop.items.delete(item.id) }
        }
    }

    @Test("Ids are never given twice", arguments: TestEngine.all)
    func ids(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let first = try await shop.item("Lamp", in: store)
            try await shop.items.delete(first.id)
            #expect(try await shop.item("Lamp", in: store).id > first.id)
        }
    }

    @Test("Counts stay exact under writers at the same time", arguments: TestEngine.all)
    func counts(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let tag = try await shop.tag("sale", in: store)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for writer in 0..<8 {
                    group.addTask {
                        for number in 0..<10 {
                            let item = try await shop.item("\(writer) \(number)", in: store, tags: [tag])
                            if number.isMultiple(of: 3) { try await shop.items.unlink(item.id, tag.id) }
                            if number.isMultiple(of: 2) { try await shop.items.delete(item.id) }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let bare = Inclusion(items: nil, tags: nil)
            #expect(try await shop.stores.find(store.id, including: bare).itemsCount == 40)
            #expect(try await shop.tags.find(tag.id, including: bare).itemsCount == 24)
            #expect(try await shop.items.list(ItemQuery(page: PageRequest(counts: true))).total == 40)
        }
    }

    private func refused(_ error: CatalogueError?) -> [String] {
        guard case .invalid(let fields) = error else { return [] }
        return fields.map { "\($0.field) \($0.reason.code)" }
    }
}
