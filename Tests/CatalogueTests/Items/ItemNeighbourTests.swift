import Catalogue
import TestDatabases
import Testing

@Suite("Neighbours of an item")
struct ItemNeighbourTests {
    @Test("They are those of the list, in every order and with every filter", arguments: TestEngine.all, [0, 4000])
    func everywhere(_ engine: TestEngine, few: Int) async throws {
        try await TestShop.open(engine) { opened in
            let shop = opened.gathering(atMost: few)
            let world = try await PagingWorld(shop, items: 60)
            for filter in try world.filters() {
                for sort in ItemOrder.all.map(Optional.some) + [nil] {
                    var query = filter.query
                    query.sort = sort
                    let ids = try await shop.all(query).map(\.id)
                    for (place, id) in ids.enumerated() {
                        let found = try await shop.items.neighbours(of: id, in: query)
                        #expect(found.previous == (place == 0 ? nil : ids[place - 1]), "\(filter.name) \(sort as Any)")
                        #expect(found.next == (place + 1 == ids.count ? nil : ids[place + 1]), "\(filter.name)")
                    }
                }
            }
        }
    }

    @Test(
        "A misspelt search has them too, and an item it does not find stands where it would", arguments: TestEngine.all)
    func respelt(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            var items: [Item] = []
            for name in ["walnut", "pine", "walnut desk"] { items.append(try await shop.item(name, in: store)) }
            let query = ItemQuery(text: "wallnut")
            #expect(try await shop.items.neighbours(of: items[0].id, in: query).next == items[2].id)
            let between = try await shop.items.neighbours(
                of: items[1].id, in: ItemQuery(text: "walnut", sort: Sort(by: .id)))
            #expect(between.previous == items[0].id && between.next == items[2].id)
            let none = try await shop.items.neighbours(of: items[1].id, in: ItemQuery(text: "%"))
            #expect(none.previous == nil && none.next == nil)
            await #expect(throws: CatalogueError.notFound) {
                try await shop.items.neighbours(of: Item.ID(99), in: ItemQuery())
            }
        }
    }
}
