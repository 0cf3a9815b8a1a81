import TestDatabases
import Testing

@testable import Catalogue

@Suite("Who changed it last")
struct LastChangeTests {
    @Test("Every kind of write says in whose name it was", arguments: TestEngine.all)
    func everyWrite(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (ann, bob) = (try await shop.account("ann@example.com"), try await shop.account("bob@example.com"))
            let store = try await shop.stores.by(ann.id).create(NewStore(name: Name("East"), currency: nil))
            #expect(try await shop.stores.lastChange(of: store.id).author == .account("ann@example.com"))
            let items = shop.items.by(ann.id)
            let item = try await items.create(shop.new("Lamp", in: store))
            let oak = try await shop.tags.by(ann.id).create(NewTag(name: Name("oak")), in: store.id)
            #expect(try await shop.tags.lastChange(of: oak.id).author == .account("ann@example.com"))
            let one = ItemSelection.matching(ItemQuery())
            let bulk = shop.catalogue.bulk
            let writes: [(String, (User.ID?) async throws -> Void)] = [
                ("change", { _ = try await shop.items.by($0).change(item.id, ItemChange(name: Name("Light"))) }),
                ("link", { _ = try await shop.items.by($0).link(item.id, oak.id) }),
                ("unlink", { try await shop.items.by($0).unlink(item.id, oak.id) }),
                ("link by name", { _ = try await shop.items.by($0).link(item.id, named: Name("elm")) }),
                ("price", { _ = try await bulk.by($0).performSeen(.setPrice(Price(literal: "9")), on: one) }),
                ("tag", { _ = try await bulk.by($0).performSeen(.addTag(Name("ash")), on: one) }),
                ("untag", { _ = try await bulk.by($0).performSeen(.removeTag(Name("ash")), on: one) }),
                (
                    "import",
                    { author in
                        let rows = TestRows(rows: [ImportRow(2, id: item.id, name: "Torch", tags: ["fir"])])
                        _ = try await shop.items.by(author)
                            .importRows(from: rows, .goodRows, isDryRun: false) { _, _ in }
                    }
                ),
            ]
            for (name, write) in writes {
                #expect(try await items.lastChange(of: item.id).author == .account("ann@example.com"), "\(name)")
                shop.time.advance(.seconds(1))
                try await write(bob.id)
                let change = try await items.lastChange(of: item.id)
                #expect(change == LastChange(time: shop.time.now, author: .account("bob@example.com")), "\(name)")
                _ = try await items.change(item.id, ItemChange(name: Name("after \(name)")))
            }
            let fir = try #require(try await shop.items.find(item.id).tags.first)
            #expect(try await shop.tags.lastChange(of: fir.id).author == .account("bob@example.com"))
            _ = try await shop.tags.by(bob.id).change(
                oak.id, TagChange(name: Name("Oak")), including: Inclusion(items: nil, tags: nil))
            #expect(try await shop.tags.lastChange(of: oak.id).author == .account("bob@example.com"))
            _ = try await shop.stores.by(bob.id).change(
                store.id, StoreChange(name: Name("West"), currency: nil), including: Inclusion(items: nil, tags: nil))
            #expect(try await shop.stores.lastChange(of: store.id).author == .account("bob@example.com"))
        }
    }

    @Test("Nobody is named where nobody signed in, nor an account that is gone", arguments: TestEngine.all)
    func unnamed(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            #expect(try await shop.stores.lastChange(of: store.id).author == .unknown)
            let ann = try await shop.account("ann@example.com")
            let item = try await shop.items.by(ann.id).create(shop.new("Lamp", in: store))
            try await shop.catalogue.users.delete(ann.id, by: .owner)
            #expect(try await shop.items.lastChange(of: item.id).author == .formerAccount)
            await #expect(throws: CatalogueError.notFound) { try await shop.items.lastChange(of: Item.ID(99)) }
        }
    }
}

extension TestShop {
    fileprivate func account(_ email: String) async throws -> User {
        try await catalogue.users.create(
            try EmailAddress(email), password: try Password("a long password"), role: .editor, by: .owner)
    }
}

extension ItemChange {
    fileprivate init(name: Name) { self.init(name: name, description: nil, price: nil, storeID: nil) }
}
