import Catalogue
import TestDatabases
import Testing

@Suite("Tags")
struct TagServiceTests {
    private let whole = Inclusion(items: 100, tags: nil)

    @Test("A tag's name is unique in its store, regardless of case, and free in another", arguments: TestEngine.all)
    func unique(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (store, other) = (try await shop.store(), try await shop.store("Other"))
            let tag = try await shop.tag("Oak", in: store)
            #expect(try await shop.tags.find(tag.id, including: whole) == tag)
            await #expect(throws: CatalogueError.tagNameTaken) { try await shop.tag("OAK", in: store) }
            #expect(try await shop.tag("oak", in: other).store.name == "Other")
            let pine = try await shop.tag("pine", in: store)
            await #expect(throws: CatalogueError.tagNameTaken) {
                try await shop.tags.change(pine.id, TagChange(name: try Name("oak")), including: whole)
            }
            let missing = Store.ID(99)
            await #expect(throws: CatalogueError.notFound) {
                try await shop.tags.create(NewTag(name: try Name("x")), in: missing)
            }
            await #expect(throws: CatalogueError.notFound) { try await shop.tags.list(of: missing, TagQuery()) }
        }
    }

    @Test("A tag shows its items, the first of them and their exact count", arguments: TestEngine.all)
    func items(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store("Tokyo", "JPY")
            let tag = try await shop.tag("sale", in: store)
            for number in 0..<5 { _ = try await shop.item("item \(number)", in: store, price: "150", tags: [tag]) }
            let found = try await shop.tags.find(tag.id, including: Inclusion(items: 3, tags: nil))
            #expect(found.itemsCount == 5 && found.items?.map(\.name) == ["item 0", "item 1", "item 2"])
            #expect(found.items?.first?.price.literal == "150" && found.store.currency.code == "JPY")
            let bare = try await shop.tags.find(tag.id, including: Inclusion(items: nil, tags: nil))
            #expect(bare.items == nil && bare.itemsCount == 5)
        }
    }

    @Test("A tag is deleted only when no item carries it", arguments: TestEngine.all)
    func delete(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let tag = try await shop.tag("sale", in: store)
            let item = try await shop.item("Lamp", in: store, tags: [tag])
            await #expect(throws: CatalogueError.tagInUse) { try await shop.tags.delete(tag.id, including: whole) }
            #expect(try await shop.tags.find(tag.id, including: whole).itemsCount == 1)
            try await shop.items.delete(item.id)
            #expect(try await shop.tags.find(tag.id, including: whole).itemsCount == 0)
            await #expect(throws: CatalogueError.preconditionFailed) {
                try await shop.tags.delete(tag.id, if: .when { $0.itemsCount == 1 }, including: whole)
            }
            try await shop.tags.delete(tag.id, including: whole)
            await #expect(throws: CatalogueError.notFound) { try await shop.tags.delete(tag.id, including: whole) }
        }
    }

    @Test("A new name shows on the items, and only a real change counts as one", arguments: TestEngine.all)
    func rename(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let tag = try await shop.tag("sale", in: store)
            let item = try await shop.item("Lamp", in: store, tags: [tag])
            shop.time.advance(.seconds(1))
            let before = try await shop.tags.find(tag.id, including: whole)
            for change in [TagChange(name: nil), TagChange(name: try Name("sale"))] {
                #expect(try await shop.tags.change(tag.id, change, including: whole) == before)
            }
            let after = try await shop.tags.change(tag.id, TagChange(name: try Name("Sale")), including: whole)
            #expect(after.name == "Sale" && after.updatedAt == shop.time.now && after.items?.map(\.id) == [item.id])
            #expect(try await shop.items.find(item.id).tags.map(\.name) == ["Sale"])
        }
    }

    @Test("Every order gives all tags of the store, page by page, with their items", arguments: TestEngine.all)
    func list(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (store, other) = (try await shop.store(), try await shop.store("Other"))
            for name in ["pine", "Oak", "ash", "Ébène"] {
                let tag = try await shop.tag(name, in: store)
                _ = try await shop.tag(name, in: other)
                _ = try await shop.item("of \(name)", in: store, tags: [tag])
            }
            for (sort, names) in [
                (Sort(by: TagQuery.SortKey.id), ["pine", "Oak", "ash", "Ébène"]),
                (Sort(by: .name), ["ash", "Oak", "pine", "Ébène"]),
                (Sort(by: .name, descending: true), ["Ébène", "pine", "Oak", "ash"]),
            ] {
                for limit in 1...5 {
                    let tags = try await all(shop, store.id, TagQuery(sort: sort, page: PageRequest(limit: limit)))
                    #expect(tags.map(\.name) == names)
                    #expect(tags.allSatisfy { $0.items?.map(\.name) == ["of \($0.name)"] && $0.store.id == store.id })
                }
            }
            let counted = try await shop.tags.list(of: store.id, TagQuery(page: PageRequest(limit: 1, counts: true)))
            #expect(counted.total == 4)
        }
    }

    private func all(_ shop: TestShop, _ store: Store.ID, _ query: TagQuery) async throws -> [ShopTag] {
        var (query, tags): (TagQuery, [ShopTag]) = (query, [])
        for _ in 0..<100 {
            let page = try await shop.tags.list(of: store, query)
            tags += page.elements
            guard let next = page.next else { break }
            query.page = PageRequest(limit: query.page.limit, after: next)
        }
        return tags
    }
}
