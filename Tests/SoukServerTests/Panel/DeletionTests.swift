import Catalogue
import NIOHTTP1
import RESTKit
import SoukServer
import Testing

@Suite("Deleting in the panel")
struct DeletionTests {
    @Test("Nothing goes that the confirmation did not say")
    func said() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Browser.signedIn("ann@example.com", .editor, on: server)
            let (stores, items) = (server.souk.catalogue.stores, server.souk.catalogue.items)
            let store = try await stores.create(NewStore(name: Name("Oak"), currency: nil)).id
            let chair = try await items.create(Self.chair(in: store)).id
            let tag = try #require(try await items.link(chair, named: Name("sale")).item.tags.first).id
            let meanwhile: [(String, () async throws -> Void)] = [
                ("/admin/stores/\(store)/delete", { _ = try await items.create(Self.chair(in: store)) }),
                ("/admin/stores/\(store)/delete", { _ = try await items.link(chair, named: Name("new")) }),
                (
                    "/admin/items/\(chair)/delete",
                    {
                        let change = ItemChange(
                            name: nil, description: nil, price: try Price(literal: "9"), storeID: nil)
                        _ = try await items.change(chair, change)
                    }
                ),
                (
                    "/admin/tags/\(tag)/delete",
                    {
                        let other = try await items.create(Self.chair(in: store))
                        _ = try await items.link(other.id, tag)
                    }
                ),
            ]
            for (address, change) in meanwhile {
                let version = try await browser.open(address).hidden("version")
                try await change()
                let refused = try await browser.send(address, ["version": version])
                #expect(refused.status == 412 && refused.text.contains("Nothing was deleted yet"), "\(address)")
                #expect(try await browser.open(address).status == 200)
            }
            #expect(try await browser.send("/admin/stores/\(store)/delete", [:]).status == 412)
            #expect(
                try await browser.open("/admin/stores/\(store)/delete").text.contains("3 items and 2 tags go with it"))
            #expect(try await browser.confirm("/admin/stores/\(store)/delete").status == 303)
        }
    }

    @Test("A tag is taken off its items and deleted, all at once")
    func tagInUse() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Browser.signedIn("ann@example.com", .editor, on: server)
            let catalogue = server.souk.catalogue
            let store = try await catalogue.stores.create(NewStore(name: Name("Oak"), currency: nil)).id
            var address = ""
            for _ in 0..<3 {
                let item = try await catalogue.items.create(Self.chair(in: store))
                let tags = try await catalogue.items.link(item.id, named: Name("sale")).item.tags
                address = "/admin/tags/\(try #require(tags.first).id)/delete"
            }
            let page = try await browser.open(address)
            #expect(page.text.contains("3 items carry it") && page.text.contains("/admin/items?tag_id="))
            #expect(page.text.contains("Take it off all 3 items and delete it"))
            #expect(try await browser.confirm(address).status == 303)
            #expect(try await browser.open(address).status == 404)
            let items = try await catalogue.items.list(ItemQuery()).elements
            #expect(items.count == 3 && items.allSatisfy { $0.tags.isEmpty })
        }
    }

    private static func chair(in store: Store.ID) throws -> NewItem {
        NewItem(name: try Name("Chair"), description: nil, price: try Price(literal: "1"), storeID: store)
    }
}

extension Browser {
    /// Looks at what a confirmation says, and means it.
    func confirm(_ address: String) async throws -> Answer {
        try await send(address, ["version": open(address).hidden("version")])
    }
}

extension Answer {
    /// The value of a form's hidden field.
    func hidden(_ name: String) throws -> String {
        let found = try #require(text.firstRange(of: #"name="\#(name)" value=""#))
        return String(text[found.upperBound...].prefix { $0 != "\"" })
    }
}
