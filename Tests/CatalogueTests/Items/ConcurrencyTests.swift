import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Many writers at once")
struct ConcurrencyTests {
    @Test("Counts stay exact while items and links come, move and go", arguments: TestEngine.all)
    func counts(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let crowd = try await Crowd(shop)
            try await together(16) { writer in
                var dice = TestDice(UInt64(writer))
                for _ in 0..<20 { try await crowd.doSomething(&dice) }
                return true
            }
            #expect(try await shop.miscounts() == 0)
            let items: Int? = try await shop.engine.value("SELECT count(*) FROM items")
            #expect((items ?? 0) > 20)
            let found = try await shop.all(ItemQuery(text: "thing")).count
            #expect(found == items)
        }
    }

    @Test("A name is given once, however many ask for it", arguments: TestEngine.all)
    func names(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            for round in 0..<4 {
                let stores = try await together(16) { _ in
                    try await unless(CatalogueError.storeNameTaken) { _ = try await shop.store("Oak \(round)") }
                }
                let tags = try await together(16) { _ in
                    try await unless(CatalogueError.tagNameTaken) { _ = try await shop.tag("oak \(round)", in: store) }
                }
                #expect(stores == 1 && tags == 1)
            }
        }
    }

    @Test(
        "A store that is deleted takes with it all that came in time, and nothing comes later",
        arguments: TestEngine.all)
    func deletion(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (store, other) = (try await shop.store("Going"), try await shop.store("Staying"))
            let moved = try await shop.item("wanderer", in: other)
            let made = try await together(12) { writer in
                if writer == 5 {
                    try await shop.stores.delete(store.id, including: whole)
                    return true
                }
                for number in 0..<40 {
                    if writer == 3, number == 4 {
                        let change = ItemChange(name: nil, description: nil, price: nil, storeID: store.id)
                        _ = try await unless(CatalogueError.missingStore) {
                            _ = try await shop.items.change(moved.id, change)
                        }
                    }
                    let isOpen = try await unless(CatalogueError.missingStore, CatalogueError.notFound) {
                        if writer.isMultiple(of: 4) { return _ = try await shop.tag("\(writer) \(number)", in: store) }
                        _ = try await shop.item("thing \(writer) \(number)", in: store)
                    }
                    if !isOpen { return true }
                }
                return false
            }
            #expect(made == 12)
            async let one: Void = shop.stores.sweep()
            async let two: Void = shop.stores.sweep()
            _ = try await (one, two)
            for table in ["items", "tags", "item_tags"] as [SQL] {
                let left: Int? = try await shop.engine.value(
                    "SELECT count(*) FROM \(table) WHERE store_id = \(store.id)")
                #expect(left == 0, "\(table)")
            }
            #expect(try await shop.all(ItemQuery(text: "thing")).isEmpty)
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test("Of changes that depend on what was read none is lost", arguments: TestEngine.all)
    func lostUpdates(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let id = try await shop.item("0", in: try await shop.store()).id
            let done = try await together(16) { _ in
                var changes = 0
                while changes < 5 {
                    let seen = try await shop.items.find(id)
                    let next = ItemChange(
                        name: try Name("\((Int(seen.name) ?? 0) + 1)"), description: nil, price: nil, storeID: nil)
                    let isDone = try await unless(CatalogueError.preconditionFailed) {
                        _ = try await shop.items.change(id, next, if: .when { $0.name == seen.name })
                    }
                    if isDone { changes += 1 }
                }
                return true
            }
            #expect(done == 16)
            #expect(try await shop.items.find(id).name == "80")
        }
    }

    private let whole = Inclusion(items: 20, tags: 20)
}
