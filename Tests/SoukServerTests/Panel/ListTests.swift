import Catalogue
import Foundation
import NIOHTTP1
import RESTKit
import SoukServer
import Testing

@Suite("Lists in the panel")
struct ListTests {
    @Test("A slip in a filter is shown beside its box, and the list below goes by the rest")
    func slip() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Self.shop(on: server)
            let page = try await browser.open("/admin/items?q=chair&min_price=12%2C50&max_price=+0300+")
            #expect(page.status == 422 && page.text.contains(#"aria-label="Panel""#))
            #expect(page.text.contains(#"id="min_price-wrong">Price from must be a number such as 15 or 15.99"#))
            #expect(page.text.contains(#"value="12,50""#) && page.text.contains(#"value="chair""#))
            #expect(page.text.contains(">Oak chair</a>") && !page.text.contains(">Table</a>"))
            #expect(page.text.contains("/admin/items/export.csv?q=chair&amp;max_price=300\""), "what its links lead to")
            let unread = try await browser.open("/admin/items?q=%ff")
            #expect(unread.status == 422 && unread.text.contains(">Table</a>"))
        }
    }

    @Test(
        "Every list is shown whatever its address says",
        arguments: ["items", "stores", "tags", "users", "requests"],
        [
            "limit=999", "sort=colour", "limit=x&nothing=at+all", "status=9&slower=slow&user=me&before=x",
            "after=b2xk", "before=b2xk", "role=king&state=x", "store_id=x", "store_id=999", "count=perhaps",
            "created_from=yesterday", "store_id=1&store_id=2",
        ])
    func everywhere(_ list: String, _ query: String) async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Self.shop(on: server)
            let page = try await browser.open("/admin/\(list)?\(query)")
            #expect(page.status == 422 && page.text.contains(#"aria-label="Panel""#))
            #expect(page.text.contains(#"<table class="list">"#) && page.text.contains(#"class="fault""#))
            #expect(!page.text.contains("limit=x") && !page.text.contains("sort=colour&"))
        }
    }

    @Test("A place in a list that is not known any more leads to the list's beginning, and is said")
    func stale() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Self.shop(on: server)
            let first = try await browser.open("/admin/items?limit=1&sort=name")
            let next = try Self.link("rel=\"next\"", in: first.text).replacing("sort=name", with: "sort=price")
            let page = try await browser.open(next)
            #expect(
                page.status == 422 && page.text.contains("from its beginning") && page.text.contains(">Table</a>"))
        }
    }

    @Test("What is refused to somebody who is signed in stands in the panel's frame, with the way back")
    func refusals() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Self.shop(on: server)
            for (path, words, back) in [
                (
                    "/admin/items/77?q=oak&sort=name", "This item is not there any more",
                    "/admin/items?q=oak&amp;sort=name"
                ),
                ("/admin/stores/77", "This store is not there any more", "/admin/stores"),
                ("/admin/tags/77/delete", "This tag is not there any more", "/admin/tags"),
                ("/admin/users/77", "This account is not there any more", "/admin/users"),
                ("/admin/nothing", "There is no such page", "/admin"),
            ] {
                let page = try await browser.open(path)
                #expect(page.status == 404 && page.text.contains(words), "\(path) \(page.text)")
                #expect(page.text.contains(#"aria-label="Panel""#) && page.text.contains("ann@example.com"))
                #expect(page.text.contains(#"<a class="button" href="\#(back)">"#), "\(path) \(page.text)")
            }
            let gone = try await browser.send("/admin/items/77/tags", ["name": "new"])
            #expect(gone.status == 404 && gone.text.contains("This item is not there any more"))
            let viewer = try await Browser.signedIn("vic@example.com", .viewer, on: server)
            let refused = try await viewer.open("/admin/stores/new")
            #expect(refused.status == 403 && refused.text.contains("vic@example.com"))
            #expect(try await !Browser(server).open("/admin/items/77").text.contains("any more"))
        }
    }

    @Test("Beyond those that can be listed a store is typed by its name, and the chosen one is always there")
    func manyStores() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Self.shop(on: server)
            let stores = server.souk.catalogue.stores
            for number in 1...StoreCount.beyond {
                _ = try await stores.create(NewStore(name: Name("Store \(number)"), currency: nil))
            }
            let last = try await stores.create(NewStore(name: Name("Zebra & Sons"), currency: nil))
            for list in ["items", "tags"] {
                let chosen = try await browser.open("/admin/\(list)?store_id=\(last.id)")
                #expect(chosen.text.contains(#"name="store" value="Zebra &amp; Sons""#), "\(list)")
                for typed in ["zebra+%26+SONS", "Sons"] {
                    let sent = try await browser.open("/admin/\(list)?q=a&store=\(typed)&store_id=")
                    let found = try await browser.open(try #require(sent.headers.first(name: "Location")))
                    #expect(found.headers.first(name: "Location") == "/admin/\(list)?q=a&store_id=\(last.id)")
                }
                let none = try await browser.open("/admin/\(list)?store=Nowhere")
                #expect(none.status == 422 && none.text.contains("Store must be the name of a store"))
                #expect(none.text.contains(#"name="store" value="Nowhere""#))
                let unclear = try await browser.open("/admin/\(list)?store=Stor")
                #expect(unclear.text.contains("such as “Store 1”"))
            }
            let form = try await browser.open("/admin/items/new?store_id=\(last.id)")
            #expect(form.text.contains(#"name="store" value="Zebra &amp; Sons""#))
            let refused = try await browser.send("/admin/items/new", ["name": "Pen", "price": "1", "store": "Nowhere"])
            #expect(refused.status == 422 && refused.text.contains(#"id="store_id-wrong">Store must be"#))
            #expect(refused.text.contains(#"value="Nowhere""#))
            let added = try await browser.send(
                "/admin/items/new", ["name": "Pen", "price": "1", "store": "zebra & sons"])
            let item = try #require(added.headers.first(name: "Location"))
            #expect(try await browser.open(item).text.contains(#"name="store" value="Zebra &amp; Sons""#))
            let kept = try await browser.send(
                item, ["name": "Pencil", "price": "1", "store": "Nowhere", "version": ""])
            #expect(kept.status == 422 && kept.text.contains(#"id="store_id-wrong">Store must be"#))
            #expect(kept.text.contains(#"value="Pencil""#))
        }
    }

    private enum StoreCount { static let beyond = 200 }

    @Test("A store that is gone is said to be, and the list is of all")
    func storeGone() async throws {
        try await TestServer.run(.guarded) { server in
            let page = try await Self.shop(on: server).open("/admin/items?store_id=77&q=oak")
            #expect(page.status == 422 && page.text.contains(#"id="store_id-wrong">Store is not there any more"#))
            #expect(page.text.contains(">Oak chair</a>") && !page.text.contains("store_id=77"))
        }
    }

    @Test("Every filter in force can be seen and taken away, several tags too")
    func seen() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Self.shop(on: server)
            let tagged = try await browser.open("/admin/items?tag_id=1&sort=name")
            #expect(tagged.text.contains("Tag: novel, of Oak &amp; Iron") && tagged.text.contains(">Table</a>"))
            #expect(tagged.text.contains(#"<a href="/admin/items?sort=name" aria-label="Without the filter"#))
            #expect(
                try await browser.open("/admin/items?tag_id=77").text.contains("Tag 77, which is not there any more"))
            _ = try await server.souk.catalogue.items.link(Item.ID(1), named: Name("old"))
            for query in ["tag=novel&tag=old", "tag=novel%2C+old"] {
                let both = try await browser.open("/admin/items?\(query)")
                #expect(both.text.contains(#"name="tag" value="novel, old""#), "\(query)")
                #expect(both.text.contains(">Oak chair</a>") && !both.text.contains(">Table</a>"))
            }
        }
    }

    @Test("Items are found by the days on which they were added, in lists, files, bulk changes and beside one another")
    func days() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Self.shop(on: server)
            let (today, later) = ("2026-11-22", "2026-11-23")
            server.clock.move(by: .seconds(86_400))
            let store = Store.ID(1)
            for name in ["Lamp", "Shelf"] {
                _ = try await server.souk.catalogue.items.create(
                    NewItem(name: Name(name), description: nil, price: try Price(literal: "5"), storeID: store))
            }
            _ = try await browser.send("/admin/login", ["email": "ann@example.com", "password": Account.password])
            let first = try await browser.open("/admin/items?created_from=\(today)&created_to=\(today)")
            #expect(first.text.contains(">Oak chair</a>") && !first.text.contains(">Lamp</a>"))
            #expect(first.text.contains(#"aria-sort="ascending"><a href="/admin/items?created_from="#))
            let second = try await browser.open("/admin/items?created_from=\(later)&sort=-created_at")
            #expect(!second.text.contains(">Table</a>") && second.text.contains(">Shelf</a>"))
            let byID = try await browser.open("/admin/items?created_from=\(later)&sort=-id")
            #expect(byID.text.contains(#"aria-sort="descending"><a href="/admin/items?created_from="#))
            let item = try await browser.open("/admin/items/4?created_from=\(later)")
            #expect(item.text.contains("rel=\"prev\" href=\"/admin/items/3?") && !item.text.contains("rel=\"next\""))
            for (format, line, type) in [
                ("csv", "Lamp,", "text/csv; charset=utf-8; header=present"),
                ("ndjson", "\"name\":\"Lamp\"", "application/x-ndjson"),
            ] {
                let file = try await browser.open("/admin/items/export.\(format)?created_from=\(later)")
                #expect(file.status == 200 && file.text.contains(line) && !file.text.contains("Table"), "\(file.text)")
                #expect(file.headers["Content-Type"] == [type])
            }
            try await browser.open("/admin/items")
            let many = try await browser.send(
                "/admin/items/bulk",
                ["scope": "all", "deed": "price", "value": "9", "query": "?created_to=\(today)"])
            #expect(many.text.contains("2 items</b> are meant"), "\(many.text)")
            #expect(
                try await browser.open("/admin/items?created_from=2026-02-30").text.contains(
                    "Added from must be a day such as 2026-11-26"))
            let admin = try await server.account("api@example.com", .admin)
            #expect(try await server.get("/item?created_from=\(today)", bearer: admin.accessToken).status == 422)
        }
    }

    @Test("All rows of a list are counted for those who ask")
    func counting() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Self.shop(on: server)
            let page = try await browser.open("/admin/items?limit=1")
            #expect(page.text.contains(#"1 row · <a href="/admin/items?limit=1&amp;count=true">count them all</a>"#))
            #expect(try await browser.open("/admin/items?limit=1&count=true").text.contains("1 row of 2"))
        }
    }

    @Test("Of addresses that come from outside only the panel's own pages are gone to")
    func outside() async throws {
        try await TestServer.run(.guarded) { server in
            _ = try await Self.shop(on: server)
            for (next, isOurs) in [
                ("/admin/items?q=oak#x", true), ("/admin", true), ("/admin/../..//evil.com", false),
                ("/admin/%2e%2E/x", false), ("/admin//evil.com", false), ("//evil.com/admin", false),
                ("/admin/login?next=/admin", false), ("/admin/%2e%2e/%CC%81x", false), ("/administration", false),
                ("/admin/items\\..\\x", false),
                ("https://evil.com/admin", false), ("/admin/%2fevil.com", false), ("/admin/%zz", false),
            ] {
                let browser = Browser(server)
                let answer = try await browser.send(
                    "/admin/login", ["email": "ann@example.com", "password": Account.password, "next": next])
                #expect(answer.headers.first(name: "Location") == (isOurs ? next : "/admin"), "\(next)")
            }
        }
    }

    /// An admin's browser before a shop with two items.
    static func shop(on server: TestServer) async throws -> Browser {
        let browser = try await Browser.signedIn("ann@example.com", .admin, on: server)
        let catalogue = server.souk.catalogue
        let store = try await catalogue.stores.create(NewStore(name: Name("Oak & Iron"), currency: nil))
        for (name, price) in [("Oak chair", "149.90"), ("Table", "20")] {
            let item = try await catalogue.items.create(
                NewItem(name: Name(name), description: nil, price: try Price(literal: price), storeID: store.id))
            _ = try await catalogue.items.link(item.id, named: Name("novel"))
        }
        try await browser.open("/admin/stores/new")
        return browser
    }

    /// The address of the link that has this attribute.
    static func link(_ attribute: String, in text: String) throws -> String {
        let found = try #require(text.firstRange(of: attribute + " href=\""), "\(text)")
        return String(text[found.upperBound...].prefix { $0 != "\"" }).replacing("&amp;", with: "&")
    }
}
