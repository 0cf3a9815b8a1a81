import Catalogue
import SQLEngines
import TestDatabases
import Testing

@Suite("Pages of items")
struct ItemPagingTests {
    @Test(
        "Every order, direction and filter gives what sorting all items would", arguments: TestEngine.all,
        [0, 25, 4000])
    func exhaustive(_ engine: TestEngine, few: Int) async throws {
        try await TestShop.open(engine) { opened in
            let shop = opened.gathering(atMost: few)
            let world = try await PagingWorld(shop, items: 300)
            for filter in try world.filters() {
                let wanted = world.items.filter(filter.matches)
                for sort in ItemOrder.all {
                    var query = filter.query
                    query.sort = sort
                    let expected = wanted.sorted(by: sort).map(\.id)
                    for limit in [1, 7, 200] where limit > 1 || wanted.count < 40 {
                        let found = try await shop.all(query, limit: limit).map(\.id)
                        #expect(found == expected, "\(filter.name) by \(sort) at \(limit)")
                    }
                    query.page = PageRequest(limit: 1, counts: true)
                    #expect(try await shop.items.list(query).total == wanted.count, "\(filter.name)")
                }
            }
        }
    }

    @Test("Items of a page are whole: their store, price, times and tags", arguments: TestEngine.all)
    func whole(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let world = try await PagingWorld(shop, items: 60)
            for item in try await shop.all(ItemQuery(), limit: 25) {
                #expect(item == world.items.first { $0.id == item.id })
                #expect(try await shop.items.find(item.id) == item)
            }
        }
    }

    @Test("What exists throughout is neither missed nor repeated while others come and go", arguments: TestEngine.all)
    func stability(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            var staying: [Item.ID] = []
            for number in 0..<120 {
                staying.append(try await shop.item("thing \(number % 13)", in: store, price: "\(number % 7)").id)
            }
            for sort in ItemOrder.all {
                let found = try await withThrowingTaskGroup(of: [Item.ID].self) { group in
                    group.addTask { try await shop.all(ItemQuery(sort: sort), limit: 3).map(\.id) }
                    group.addTask {
                        for number in 0..<60 {
                            let item = try await shop.item("thing \(number % 13)", in: store, price: "\(number % 7)")
                            if number.isMultiple(of: 2) { try await shop.items.delete(item.id) }
                        }
                        return []
                    }
                    return try await group.reduce([], +)
                }
                #expect(Set(found).count == found.count)
                #expect(Set(staying).isSubset(of: found))
            }
        }
    }

    @Test("A store, a tag or a name of a tag that does not exist gives an empty page", arguments: TestEngine.all)
    func missing(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            _ = try await shop.item("Lamp", in: try await shop.store())
            let counting = PageRequest(counts: true)
            for query in [
                ItemQuery(storeID: Store.ID(99), page: counting), ItemQuery(tagID: ShopTag.ID(99), page: counting),
                ItemQuery(tagNames: ["oak"], page: counting), ItemQuery(tagNames: [" "], page: counting),
                ItemQuery(text: "%", page: counting), ItemQuery(text: "oak", page: counting),
            ] {
                let page = try await shop.items.list(query)
                #expect(page.elements.isEmpty && page.next == nil && page.total == 0)
            }
        }
    }

    @Test("Another list's key is refused, not misread", arguments: TestEngine.all)
    func foreignKey(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let key = PageKey([.text("a"), .integer(1)])
            for query in [
                ItemQuery(sort: Sort(by: .id)), ItemQuery(sort: Sort(by: .price)), ItemQuery(text: "oak"),
            ] {
                var query = query
                query.page = PageRequest(after: key)
                await #expect(throws: CatalogueError.self) { try await shop.items.list(query) }
            }
        }
    }
}
