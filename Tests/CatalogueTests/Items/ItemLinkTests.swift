import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Tags on items")
struct ItemLinkTests {
    @Test("A link is new once, and shows on both sides", arguments: TestEngine.all)
    func link(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let (oak, sale) = (try await shop.tag("oak", in: store), try await shop.tag("sale", in: store))
            let item = try await shop.item("Lamp", in: store)
            shop.time.advance(.seconds(1))
            #expect(try await shop.items.link(item.id, sale.id).isNew)
            let (linked, isNew) = try await shop.items.link(item.id, oak.id)
            #expect(isNew && linked.tags.map(\.name) == ["oak", "sale"] && linked.updatedAt == shop.time.now)
            shop.time.advance(.seconds(1))
            let again = try await shop.items.link(item.id, oak.id)
            #expect(!again.isNew && again.item == linked)
            try await shop.items.unlink(item.id, sale.id)
            #expect(try await shop.items.find(item.id).tags.map(\.name) == ["oak"])
            await #expect(throws: CatalogueError.notFound) { try await shop.items.unlink(item.id, sale.id) }
        }
    }

    @Test("A tag of another store cannot be linked, nor what does not exist", arguments: TestEngine.all)
    func refusals(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (store, other) = (try await shop.store(), try await shop.store("Other"))
            let (tag, foreign) = (try await shop.tag("oak", in: store), try await shop.tag("oak", in: other))
            let item = try await shop.item("Lamp", in: store)
            await #expect(throws: CatalogueError.tagOfAnotherStore) { try await shop.items.link(item.id, foreign.id) }
            await #expect(throws: CatalogueError.notFound) { try await shop.items.link(item.id, ShopTag.ID(99)) }
            await #expect(throws: CatalogueError.notFound) { try await shop.items.link(Item.ID(99), tag.id) }
            await #expect(throws: CatalogueError.notFound) { try await shop.items.unlink(item.id, tag.id) }
            #expect(try await shop.tags.find(foreign.id, including: Inclusion(items: 1, tags: nil)).itemsCount == 0)
        }
    }

    @Test(
        "An item carries a hundred tags and not one more, whoever comes at the same moment", arguments: TestEngine.all)
    func bound(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let item = try await shop.item("Lamp", in: store)
            var tags: [ShopTag] = []
            for number in 0..<110 { tags.append(try await shop.tag("tag \(number)", in: store)) }
            let refusals = try await withThrowingTaskGroup(of: Bool.self) { group in
                for tag in tags {
                    group.addTask {
                        do {
                            _ = try await shop.items.link(item.id, tag.id)
                            return false
                        } catch CatalogueError.tooManyTags {
                            return true
                        }
                    }
                }
                return try await group.reduce(0) { count, isRefused in count + (isRefused ? 1 : 0) }
            }
            #expect(refusals == 10)
            #expect(try await shop.items.find(item.id).tags.count == 100)
            #expect(try await shop.items.list(ItemQuery()).elements[0].tags.count == 100)
        }
    }

    @Test("A bulk load writes what one by one would have, or nothing", arguments: TestEngine.all)
    func load(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (store, other) = (try await shop.store(), try await shop.store("Other"))
            let (oak, foreign) = (try await shop.tag("oak", in: store), try await shop.tag("oak", in: other))
            let batch = try (0..<500).map { number in
                LoadedItem(
                    try shop.new("Walnut \(number)", in: store, price: "1.5"),
                    tags: number.isMultiple(of: 2) ? [oak.id] : [])
            }
            try await shop.items.load(batch)
            #expect(try await shop.stores.find(store.id, including: Inclusion(items: nil, tags: nil)).itemsCount == 500)
            #expect(try await shop.tags.find(oak.id, including: Inclusion(items: nil, tags: nil)).itemsCount == 250)
            #expect(try await shop.names(ItemQuery(text: "walnut")).count == 500)
            #expect(try await shop.names(ItemQuery(text: "wallnut 499")) == ["Walnut 499"])
            #expect(try await shop.names(ItemQuery(tagID: oak.id)).count == 250)

            let wrong = batch.prefix(10) + [LoadedItem(try shop.new("x", in: store), tags: [foreign.id])]
            await #expect(throws: CatalogueError.tagOfAnotherStore) { try await shop.items.load(Array(wrong)) }
            let many = [LoadedItem(try shop.new("x", in: store), tags: (0...100).map { ShopTag.ID($0) })]
            await #expect(throws: CatalogueError.tooManyTags) { try await shop.items.load(many) }
            #expect(try await shop.items.list(ItemQuery(page: PageRequest(counts: true))).total == 500)
        }
    }
}
