import Catalogue
import NIOHTTP1
import Testing

@Suite("Lists and search over HTTP")
struct PagingTests {
    @Test(
        "Following next visits every item once, in order, whatever the limit",
        arguments: [
            "/item?sort=id", "/item?sort=-price&limit=3", "/item?sort=name&limit=1&count=true", "/item?q=chair&limit=2",
            "/item?limit=200", "/item?sort=-created_at&limit=4", "/item?tag=oak&tag=ASH&limit=2",
            "/item?min_price=3&limit=2",
        ])
    func walk(_ first: String) async throws {
        try await Self.withItems { server, token in
            let whole = try await server.get(first + (first.contains("limit") ? "" : "&limit=200"), bearer: token)
            var all: [Int64] = []
            var next: String? = first
            while let target = next, all.count < 100 {
                let page = try await server.get(target, bearer: token)
                try #require(page.status == 200, "\(page.text)")
                all += page.json["items"].array.compactMap { $0["id"].integer }
                next = page.json["next"].string
                #expect(page.headers.first(name: "Link") == next.map { "<\($0)>; rel=\"next\"" })
                #expect(next?.contains("count") != true)
            }
            #expect(Set(all).count == all.count)
            #expect(!all.isEmpty && all.starts(with: whole.json["items"].array.compactMap { $0["id"].integer }))
        }
    }

    @Test(
        "What is filtered for is what is found",
        arguments: [
            ("q=chair", 6), ("q=CHAIR", 6), ("q=cha", 6), ("q=chair+oak", 6), ("q=%25", 0), ("q=", 12), ("q=%20", 12),
            ("q=chiar", 6), ("tag=oak", 12), ("tag=ash", 6), ("tag=ASH&tag=oak", 6), ("tag=none", 0), ("tag_id=99", 0),
            ("store_id=1", 12), ("store_id=99", 0), ("min_price=3&max_price=5", 3), ("min_price=5&max_price=3", 0),
            ("min_price=3.00", 10), ("min_price=3.00001&max_price=5.99999", 2),
            ("min_price=1e-30&max_price=1.00001", 1),
            ("q=%22oak%22+OR+table", 0), ("q=oak*", 12), ("q=name:oak", 0),
        ])
    func filters(_ query: String, _ count: Int) async throws {
        try await Self.withItems { server, token in
            let page = try await server.get("/item?count=true&\(query)", bearer: token)
            #expect(page.json["total"] == Node(Int64(count)), "\(page.text.prefix(300))")
            #expect(page.json["items"].array.count == count)
        }
    }

    @Test(
        "A cursor that was changed, or is used with other filters or on another list, is refused",
        arguments: [
            "/item?sort=name&limit=2&after={changed}", "/item?sort=-name&limit=2&after={cursor}",
            "/item?limit=2&after={cursor}", "/item?sort=name&q=oak&after={cursor}", "/item?sort=name&after=",
            "/item?sort=name&after=x", "/store?sort=name&after={cursor}", "/store/1/tag?sort=name&after={cursor}",
        ])
    func foreignCursor(_ template: String) async throws {
        try await Self.withItems { server, token in
            let page = try await server.get("/item?sort=name&limit=2", bearer: token)
            let cursor = try #require(page.json["next"].string?.split(separator: "after=").last)
            let changed = cursor.dropLast(9) + (cursor.dropLast(8).last == "A" ? "B" : "A") + cursor.suffix(8)
            let target = template.replacing("{cursor}", with: cursor).replacing("{changed}", with: changed)
            let refused = try await server.get(target, bearer: token)
            #expect(refused.status == 422 && refused.code == "invalid_cursor", "\(refused.text)")
        }
    }

    @Test("Limit and count may change from page to page, and the order of parameters means nothing")
    func sameMeaning() async throws {
        try await Self.withItems { server, token in
            let page = try await server.get("/item?sort=name&tag=oak&limit=2", bearer: token)
            let cursor = try #require(page.json["next"].string?.split(separator: "after=").last)
            let other = "/item?limit=7&after=\(cursor)&tag=oak&count=true&sort=name"
            let next = try await server.get(other, bearer: token)
            #expect(next.json["items"].array.count == 7)
            #expect(next.json["total"] == 12)
        }
    }

    @Test(
        "What no list knows is 422 and named",
        arguments: [
            ("/item?color=red", "color"), ("/item?limit=0", "limit"), ("/item?limit=201", "limit"),
            ("/item?limit=1&limit=2", "limit"), ("/item?limit=x", "limit"), ("/item?sort=color", "sort"),
            ("/item?sort=", "sort"), ("/item?count=maybe", "count"), ("/item?store_id=0", "store_id"),
            ("/item?min_price=-1", "min_price"), ("/item?min_price=cheap", "min_price"), ("/item?q=a&q=b", "q"),
            ("/item?include=tags", "include"), ("/store?include=users", "include"), ("/store?tag=x", "tag"),
            ("/store?sort=price", "sort"), ("/store/1/tag?q=x", "q"), ("/store/1/tag?sort=created_at", "sort"),
            ("/item/1?include=tags", "include"), ("/livez?x=1", "x"),
        ])
    func badParameter(_ target: String, _ name: String) async throws {
        try await TestServer.withShop { server, shop in
            let refused = try await server.get(target, bearer: shop.editor.accessToken)
            #expect(refused.status == 422 && refused.code == "validation_failed", "\(refused.text)")
            #expect(refused.json["errors"][0]["parameter"] == .string(name))
        }
    }

    @Test("A q of 200 characters is taken, one of 201 is not")
    func longSearch() async throws {
        try await TestServer.withShop { server, shop in
            for (length, status) in [(200, 200), (201, 422)] {
                let query = String(repeating: "%C3%A9", count: length)
                let answer = try await server.get("/item?q=\(query)", bearer: shop.editor.accessToken)
                #expect(answer.status == status)
            }
        }
    }

    /// Twelve items of one store, all tagged oak and every other ash.
    private static func withItems(_ body: (TestServer, String) async throws -> Void) async throws {
        try await TestServer.run { server in
            let token = try await server.account("keeper@example.com", .editor).accessToken
            let store = try await server.created("/store", #"{"name":"My Store"}"#, nil)
            let oak = try await server.created("/store/\(store)/tag", #"{"name":"oak"}"#, nil)
            let ash = try await server.created("/store/\(store)/tag", #"{"name":"ash"}"#, nil)
            for number in 1...12 {
                let kind = number.isMultiple(of: 2) ? "chair" : "table"
                let item = try await server.created(
                    "/item", #"{"name":"oak \#(kind)","price":\#(number),"store_id":\#(store)}"#, token)
                _ = try await server.post("/item/\(item)/tag/\(oak)", nil)
                if number.isMultiple(of: 2) { _ = try await server.post("/item/\(item)/tag/\(ash)", nil) }
                server.clock.move(by: .milliseconds(1))
            }
            try await body(server, token)
        }
    }
}
