import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Pages put together of parts")
struct PageAssemblyTests {
    @Test(
        "A list shows each item as it is by itself, with gaps between ids and stores far apart",
        arguments: TestEngine.all)
    func agreement(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let stores = [try await shop.store("East", "USD"), try await shop.store("West", "JPY")]
            let tags = [
                try await shop.tag("new", in: stores[0]), try await shop.tag("old", in: stores[1]),
                try await shop.tag("oak", in: stores[0]), try await shop.tag("elm", in: stores[1]),
            ]
            var items: [Item] = []
            for number in 0..<60 {
                let place = number / 7 % 2
                let own = tags.filter { $0.store.id == stores[place].id }.prefix(number % 3)
                items.append(
                    try await shop.item(
                        "Item \(number * 37 % 60)", in: stores[place], price: "\(number % 5)",
                        description: number % 2 == 0 ? "No. \(number)" : nil, tags: Array(own.reversed())))
            }
            for (number, item) in items.enumerated() where number % 4 == 1 { try await shop.items.delete(item.id) }
            for order in ItemOrder.all {
                for limit in [1, 7, 200] {
                    let listed = try await shop.all(ItemQuery(sort: order), limit: limit)
                    #expect(listed.count == 45)
                    for item in listed { #expect(try await shop.items.find(item.id) == item) }
                }
            }
        }
    }

    @Test("Items of a store that is being deleted are in no list and no count", arguments: TestEngine.all)
    func closed(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (open, closed) = (try await shop.store("East"), try await shop.store("West"))
            for number in 0..<6 { _ = try await shop.item("Oak \(number)", in: number % 2 == 0 ? open : closed) }
            _ = try await shop.engine.write { session in
                try await session.execute("UPDATE stores SET closed_at = 1 WHERE id = \(closed.id)")
            }
            for shop in [shop, shop.gathering(atMost: 0)] {
                for order in ItemOrder.all {
                    for text in [nil, "oak"] {
                        var query = ItemQuery(text: text, sort: order)
                        #expect(Set(try await shop.names(query)) == ["Oak 0", "Oak 2", "Oak 4"])
                        query.page = PageRequest(limit: 1, counts: true)
                        #expect(try await shop.items.list(query).total == 3)
                    }
                }
            }
        }
    }

    @Test("Tags are shown whose ids lie together, and whose ids lie far apart", arguments: TestEngine.all)
    func tagsApart(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            var tags: [ShopTag] = []
            for number in 0..<40 { tags.append(try await shop.tag("tag \(number)", in: store)) }
            let items = [
                try await shop.item("Oak without", in: store),
                try await shop.item("Oak together", in: store, tags: [tags[8], tags[7]]),
                try await shop.item("Oak apart", in: store, tags: [tags[39], tags[0]]),
                try await shop.item("Oak with all", in: store, tags: tags),
            ]
            #expect(items.map(\.tags.count) == [0, 2, 2, 40])
            for (number, item) in items.enumerated() {
                for text in [nil, "oak"] {
                    for order in ItemOrder.all {
                        let listed = try await shop.all(ItemQuery(text: text, sort: order), limit: 1)
                        #expect(listed.filter { $0.id == item.id } == [item])
                    }
                }
                var query = ItemQuery(storeID: store.id)
                query.page = PageRequest(limit: 1, after: number == 0 ? nil : PageKey([.integer(item.id.rawValue - 1)]))
                #expect(try await shop.items.list(query).elements == [item])
            }
            #expect(try await shop.all(ItemQuery(text: "oak")) == items)
            #expect(try await shop.all(ItemQuery()) == items)
        }
    }

    @Test("A page is of one moment, whatever changes while it is read", arguments: TestEngine.all)
    func oneMoment(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store("0")
            _ = try await shop.item("0", in: store, tags: [try await shop.tag("0", in: store)])
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for number in 1...60 {
                        try await shop.engine.write { session in
                            for table in ["items", "tags", "stores"] {
                                let table = SQL(stringLiteral: table)
                                try await session.execute("UPDATE \(table) SET name = \(String(number))")
                            }
                        }
                    }
                }
                for _ in 0..<2 {
                    group.addTask {
                        for _ in 0..<60 {
                            let item = try #require(try await shop.items.list(ItemQuery()).elements.first)
                            #expect(item.store.name == item.name && item.tags.map(\.name) == [item.name])
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test(
        "On PostgreSQL a page takes none of the connections that others wait for",
        arguments: TestEngine.all.filter { $0 == .postgres })
    func sharedConnection(_ engine: TestEngine) async throws {
        var options = PostgresOptions.forTests
        options.connections = 1
        try await TestShop.open(engine, postgres: options) { shop in
            let item = try await shop.item("Oak", in: try await shop.store())
            let listed = try await shop.engine.read(.long) { _ in try await shop.items.list(ItemQuery()).elements }
            #expect(listed == [item])
        }
    }

    @Test("Values are found by ids that lie together or far apart, and by no others")
    func named() {
        for ids in [[5, 3, 4, 3], [5, 900, -7, 900], [.min, .max, 0], [7], []] as [[Int64]] {
            var named = Named<ShopTag, String>(ids.map { ShopTag.ID($0) })
            #expect(named.conditions(on: "id").isEmpty == ids.isEmpty)
            for id in ids + [6, 1000] { named.learn(ShopTag.ID(id), "name of \(id)") }
            for id in ids { #expect(named[ShopTag.ID(id)] == "name of \(id)") }
            #expect(named[ShopTag.ID(6)] == nil && named[ShopTag.ID(1000)] == nil && named[ShopTag.ID(2)] == nil)
        }
    }

    @Test("Ids that lie together are asked for as a range, others one by one, and never more than a thousand at once")
    func conditions() {
        let close = Named<ShopTag, String>([3, 4, 6, 6].map { ShopTag.ID($0) })
        #expect(close.conditions(on: "id").map(\.text) == ["id BETWEEN $1 AND $2"])
        let apart = Named<ShopTag, String>((0..<1500).map { ShopTag.ID($0 * 10) })
        #expect(apart.conditions(on: "id").map { $0.statement.values.count } == [1000, 1000])
    }
}
