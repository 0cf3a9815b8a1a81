import Catalogue
import NIOHTTP1
import RESTKit
import SoukServer
import Testing

@Suite("The panel")
struct PanelTests {
    /// Every line of the panel's table, with what a browser has to be allowed.
    private static func roles(_ server: TestServer) -> [(route: Route, role: Role)] {
        server.souk.panel.compactMap { route in
            guard route.open.lock == .browser, let name = route.open.role?.rawValue else { return nil }
            return Role(rawValue: name).map { (route, $0) }
        }
    }

    @Test("Every page and form asks for its role, under either policy", arguments: AccessPolicy.allCases)
    func roles(_ policy: AccessPolicy) async throws {
        try await TestServer.run(policy) { server in
            let lines = Self.roles(server)
            #expect(lines.count + server.souk.panel.filter { $0.open.lock == .open }.count == server.souk.panel.count)
            for role in Role.allCases {
                let browser = try await Browser.signedIn("\(role.rawValue)@example.com", role, on: server)
                try await browser.open("/admin")
                for (route, needed) in lines where route.path != "/admin/logout" {
                    let path = route.path.replacing("{store_id}", with: "9").replacing("{item_id}", with: "9")
                        .replacing("{tag_id}", with: "9").replacing("{user_id}", with: "9")
                    let answer =
                        route.methods == [.GET] ? try await browser.open(path) : try await browser.send(path, [:])
                    let isRefused = answer.status == 403 && answer.text.contains("insufficient_role")
                    #expect(isRefused == (role < needed), "\(role) \(route.methods) \(path): \(answer.status)")
                    #expect(answer.status < 500)
                }
            }
        }
    }

    @Test("A store, an item and a tag are made, changed and deleted by hand")
    func journey() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Browser.signedIn("ann@example.com", .editor, on: server)
            try await browser.open("/admin/stores/new")
            let opened = try await browser.send("/admin/stores/new", ["name": "Oak & Iron", "currency": "EUR"])
            let store = try #require(opened.headers.first(name: "Location"))
            #expect(try await browser.open(store).text.contains("Oak &amp; Iron is open."))
            #expect(try await !browser.open(store).text.contains("is open."), "said once")
            let id = String(try #require(store.split(separator: "/").last))
            let added = try await browser.send(
                "/admin/items/new", ["name": "Chair", "price": "0149.90", "store_id": id, "description": ""])
            let item = try #require(added.headers.first(name: "Location"))
            _ = try await browser.send(item + "/tags", ["name": "handmade"])
            _ = try await browser.send(item + "/tags", ["name": "Handmade"])
            let page = try await browser.open(item)
            #expect(page.text.contains("149.90 EUR") && page.text.contains("was on Chair already"))
            let tags = try await server.get("/store/\(id)/tag").json["tags"].array
            #expect(tags.count == 1)
            let tag = try #require(tags.first?["id"].integer)
            #expect(try await browser.open("/admin/tags/\(tag)/delete").text.contains("1 item carries it"))
            #expect(try await browser.send(item + "/tags/\(tag)/off", [:]).status == 303)
            #expect(try await browser.send("/admin/tags/\(tag)/delete", [:]).status == 412)
            #expect(try await browser.confirm("/admin/tags/\(tag)/delete").status == 303)
            #expect(try await browser.open(store + "/delete").text.contains("1 item goes with it"))
            #expect(try await browser.confirm(store + "/delete").status == 303)
            #expect(try await browser.open(item).status == 404)
        }
    }

    @Test("What is wrong stands beside its field, and what was typed is still there")
    func faults() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Browser.signedIn("ann@example.com", .editor, on: server)
            try await browser.open("/admin/stores/new")
            _ = try await browser.send("/admin/stores/new", ["name": "Oak", "currency": "JPY"])
            let taken = try await browser.send("/admin/stores/new", ["name": "OAK", "currency": "EUR"])
            #expect(taken.status == 409 && taken.text.contains(#"id="name-wrong">Name is another store&#39;s already"#))
            #expect(taken.text.contains(#"value="OAK""#) && taken.text.contains("<option selected>EUR"))
            let wrong = try await browser.send(
                "/admin/items/new", ["name": " ", "price": "1.5", "store_id": "1", "description": "kept"])
            #expect(wrong.status == 422 && wrong.text.contains(#"id="name-wrong""#) && wrong.text.contains("kept"))
            let digits = try await browser.send(
                "/admin/items/new", ["name": "Pen", "price": "1.5", "store_id": "1"])
            #expect(digits.status == 422 && digits.text.contains("must be a whole number in this currency"))
            let tag = try await browser.send("/admin/stores/1/tags", ["name": "\u{1}kept"])
            #expect(tag.status == 422 && tag.text.contains(#"id="tag-wrong">The tag’s name "#))
            #expect(tag.text.contains("kept\" required"))
        }
    }

    @Test("What somebody else changed meanwhile is shown beside one's own, and nothing is overwritten unseen")
    func conflict() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Browser.signedIn("ann@example.com", .editor, on: server)
            try await browser.open("/admin/stores/new")
            _ = try await browser.send("/admin/stores/new", ["name": "Oak", "currency": "EUR"])
            _ = try await browser.send("/admin/items/new", ["name": "Chair", "price": "10", "store_id": "1"])
            let before = try await browser.open("/admin/items/1")
            let items = server.souk.catalogue.items
            let bob = try await server.account("bob@example.com", .editor)
            #expect(try await server.patch("/item/1", #"{"price": 12}"#, bearer: bob.accessToken).status == 200)
            var mine = [
                "name": "Armchair", "price": "10.00", "store_id": "1", "description": "",
                "version": try Self.version(before),
            ]
            let shown = try await browser.send("/admin/items/1", mine)
            #expect(shown.status == 412 && shown.text.contains("Somebody else has changed this meanwhile"))
            #expect(shown.text.contains("by bob@example.com. The boxes below"))
            #expect(shown.text.contains("<ins>10.00</ins>") && shown.text.contains("<ins>12.00</ins>"))
            #expect(try await items.find(Item.ID(1)).name == "Chair")
            mine["version"] = try Self.version(shown)
            #expect(try await browser.send("/admin/items/1", mine).status == 303)
            let saved = try await items.find(Item.ID(1))
            #expect(saved.name == "Armchair" && saved.price.literal == "10")
        }
    }

    @Test("Two who change different fields both keep theirs, and see the words of what they chose")
    func merged() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Browser.signedIn("ann@example.com", .editor, on: server)
            try await browser.open("/admin/stores/new")
            for name in ["Oak", "Pine"] {
                _ = try await browser.send("/admin/stores/new", ["name": name, "currency": "EUR"])
            }
            _ = try await browser.send("/admin/items/new", ["name": "Chair", "price": "10", "store_id": "1"])
            let before = try await browser.open("/admin/items/1")
            #expect(before.text.contains(#"name="was_price" value="10.00""#))
            let bob = try await server.account("bob@example.com", .editor)
            let theirs = #"{"description": "two\nlines", "store_id": 2}"#
            #expect(try await server.patch("/item/1", theirs, bearer: bob.accessToken).status == 200)
            let shown = try await browser.send(
                "/admin/items/1",
                [
                    "name": "Chair", "price": "12", "store_id": "1", "description": "", "was_name": "Chair",
                    "was_price": "10.00", "was_store_id": "1", "was_description": "",
                    "version": try Self.version(before),
                ])
            #expect(shown.status == 412 && shown.text.contains("You have changed other fields than they"))
            #expect(shown.text.contains("<ins>12</ins>") && shown.text.contains("<ins>Pine</ins>"))
            #expect(shown.text.contains(#"name="price" type="text" value="12""#))
            #expect(shown.text.contains(#"<option value="2" selected>"#))
            let saved = try await browser.send(
                "/admin/items/1",
                [
                    "name": "Chair", "price": "12", "store_id": "2", "description": "two\r\nlines",
                    "version": try Self.version(shown),
                ])
            #expect(saved.status == 303)
            let item = try await server.souk.catalogue.items.find(Item.ID(1))
            #expect(item.price.literal == "12" && item.store.name == "Pine" && item.description == "two\nlines")
        }
    }

    private static func version(_ page: Answer) throws -> String {
        let found = try #require(page.text.firstRange(of: #"name="version" value=""#))
        return String(page.text[found.upperBound...].prefix { $0 != "\"" })
    }

    @Test("Markup in what people write is text on every page")
    func escaping() async throws {
        try await TestServer.run(.guarded) { server in
            let evil = #"<script>alert('1')</script>"&amp;"#
            let admin = try await Browser.signedIn("ann@example.com", .admin, on: server)
            let catalogue = server.souk.catalogue
            let store = try await catalogue.stores.create(NewStore(name: Name(evil), currency: nil))
            let item = try await catalogue.items.create(
                NewItem(
                    name: Name(evil), description: Description(evil), price: try Price(literal: "1"),
                    storeID: store.id))
            _ = try await catalogue.items.link(item.id, named: Name(evil))
            for path in [
                "/admin", "/admin/stores", "/admin/stores/1", "/admin/stores/1/delete", "/admin/items",
                "/admin/items/1", "/admin/items/1/delete", "/admin/items?q=%3Cscript%3E&tag=%3Cscript%3E",
                "/admin/items/new", "/admin/tags", "/admin/tags/1", "/admin/tags/1/delete",
            ] {
                let page = try await admin.open(path)
                #expect(page.status == 200 && !page.text.contains("<script>"), "\(path)")
            }
            try await admin.open("/admin/stores/new")
            for path in ["/admin/stores/new", "/admin/items/new"] {
                let page = try await admin.send(path, ["name": evil + "\u{0}", "currency": evil, "price": evil])
                #expect(page.status == 422 && !page.text.contains("<script>"))
            }
        }
    }

    @Test("Pages are kept by no cache, framed by nobody, and load nothing but this server's own")
    func fields() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Browser.signedIn("ann@example.com", .admin, on: server)
            for path in ["/admin", "/admin/items", "/admin/nothing", "/admin/login"] {
                let page = try await browser.open(path)
                #expect(page.headers.first(name: "Cache-Control") == "no-store")
                let policy = page.headers.first(name: "Content-Security-Policy") ?? ""
                #expect(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"))
                #expect(!policy.contains("unsafe"))
            }
            let page = try await browser.open("/admin")
            let start = try #require(page.text.firstRange(of: "/assets/souk-"))
            let address = String(page.text[start.lowerBound...].prefix { $0 != "\"" })
            let style = try await browser.open(address)
            #expect(style.headers.first(name: "Cache-Control") == "public, max-age=31536000, immutable")
            #expect(style.headers.first(name: "Content-Type") == "text/css; charset=utf-8")
            #expect(
                style.headers["X-Accel-Expires"] == ["31536000"], "not what is said of what must be asked for again")
            #expect(try await server.get("/store").headers["X-Accel-Expires"] == ["@1"])
        }
    }

    @Test("A search's address leaves out its empty boxes")
    func addresses() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Browser.signedIn("ann@example.com", .viewer, on: server)
            let sent = try await browser.open("/admin/items?q=oak&store_id=&tag=&min_price=")
            #expect(sent.status == 303 && sent.headers.first(name: "Location") == "/admin/items?q=oak")
            #expect(try await browser.open("/admin/items?min_price=cheap").status == 422)
        }
    }
}
