import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Exports")
struct ExportTests {
    @Test("An export is what the list is, for any filter and order", arguments: TestEngine.all)
    func queries(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let stores = [try await shop.store("East"), try await shop.store("West", "JPY")]
            try await fill(shop, stores, 2_300)
            let price = try Price(literal: "500")
            let queries = [
                ItemQuery(), ItemQuery(storeID: stores[1].id, sort: Sort(by: .price, descending: true)),
                ItemQuery(text: "lamp"), ItemQuery(text: "lamp", sort: Sort(by: .name)),
                ItemQuery(tagNames: ["ODD"], minPrice: price), ItemQuery(maxPrice: price, sort: Sort(by: .createdAt)),
                ItemQuery(storeID: Store.ID(99)), ItemQuery(tagNames: [""]),
                // What its page says does not matter.
                ItemQuery(page: PageRequest(limit: 1, counts: true)),
            ]
            for query in queries {
                var found: [Item] = []
                for try await items in shop.items.export(query) {
                    #expect(items.count <= ItemExport.atOnce && !items.isEmpty)
                    found += items
                }
                #expect(try await shop.all(query) == found)
            }
        }
    }

    @Test("Of long items a page has fewer", arguments: TestEngine.all)
    func longItems(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store("East")
            let long = String(repeating: "\u{1F4E6}", count: 2_000)
            for number in 0..<60 { _ = try await shop.item("Item \(number)", in: store, description: long) }
            var sizes: [Int] = []
            for try await items in shop.items.export(ItemQuery()) { sizes.append(items.count) }
            #expect(sizes == [32, 16, 12])
        }
    }

    @Test("What is written meanwhile neither repeats an item nor hides one", arguments: TestEngine.all)
    func meanwhile(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let stores = [try await shop.store("East"), try await shop.store("West", "JPY")]
            try await fill(shop, stores, 2_300)
            let all = try await shop.everything()
            var found: [Item.ID] = []
            for try await items in shop.items.export(ItemQuery(sort: Sort(by: .id, descending: true))) {
                found += items.map(\.id)
                _ = try await shop.item("new", in: stores[0])
                if let last = items.last { try await shop.items.delete(last.id) }
            }
            #expect(found == all.map(\.id).reversed())
        }
    }

    private func fill(_ shop: TestShop, _ stores: [Store], _ count: Int) async throws {
        var odd: [ShopTag] = []
        for store in stores { odd.append(try await shop.tag("odd", in: store)) }
        let batch = try (0..<count).map { number in
            let side = number % 3 == 0 ? 1 : 0
            let item = try shop.new(
                number.isMultiple(of: 2) ? "Lamp \(number % 50)" : "Bowl \(number)", in: stores[side],
                price: "\(number * 7 % 1_000)", description: number % 5 == 0 ? "like a lamp" : nil)
            return LoadedItem(item, tags: number % 2 == 1 ? [odd[side].id] : [])
        }
        try await shop.items.load(batch)
    }
}
