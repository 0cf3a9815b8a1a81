import Testing

@Suite("Stores over HTTP")
struct StoreTests {
    @Test(
        "A store has exactly the members of the contract, and embeds what is asked for",
        arguments: [
            ("", ["items", "tags"]), ("?include=items,tags", ["items", "tags"]),
            ("?include=tags,items", ["items", "tags"]),
            ("?include=items", ["items"]), ("?include=tags", ["tags"]), ("?include=", []),
        ])
    func representation(_ query: String, _ embedded: [String]) async throws {
        try await TestServer.withShop { server, shop in
            let store = try await server.get("/store/\(shop.store)\(query)")
            #expect(store.status == 200)
            let always: Set = ["id", "name", "currency", "items_count", "created_at", "updated_at"]
            #expect(store.json.keys == always.union(embedded))
            #expect(store.json["items_count"] == 1)
            if embedded.contains("items") {
                #expect(store.json["items"][0].keys == ["id", "name", "price"])
                #expect(store.text.contains("\"price\":15}"))
            }
            if embedded.contains("tags") { #expect(store.json["tags"][0].keys == ["id", "name"]) }
        }
    }

    @Test("A store takes the configured currency unless it names one")
    func currency() async throws {
        try await TestServer.run { server in
            #expect(try await server.post("/store", #"{"name":"one"}"#).json["currency"] == "USD")
            #expect(try await server.post("/store", #"{"name":"two","currency":"KWD"}"#).json["currency"] == "KWD")
            for code in ["usd", "XAU", "ZZZ", "", "CLF", "US"] {
                let refused = try await server.post("/store", #"{"name":"three","currency":"\#(code)"}"#)
                #expect(refused.status == 422 && refused.json["errors"][0]["pointer"] == "/currency", "\(code)")
            }
        }
    }

    @Test("A name is taken regardless of case", arguments: ["my store", " MY STORE ", "My Store"])
    func takenName(_ name: String) async throws {
        try await TestServer.withShop { server, _ in
            let answer = try await server.post("/store", #"{"name":"\#(name)"}"#)
            #expect(answer.status == 409 && answer.code == "store_name_taken")
            let other = try await server.created("/store", #"{"name":"other"}"#, nil)
            #expect(try await server.patch("/store/\(other)", #"{"name":"\#(name)"}"#).code == "store_name_taken")
        }
    }

    @Test("A store may change the case of its own name")
    func ownName() async throws {
        try await TestServer.withShop { server, shop in
            let answer = try await server.patch("/store/\(shop.store)", #"{"name":"MY STORE"}"#)
            #expect(answer.status == 200 && answer.json["name"] == "MY STORE")
        }
    }

    @Test("The currency cannot change while the store has items")
    func currencyChange() async throws {
        try await TestServer.withShop { server, shop in
            let path = "/store/\(shop.store)"
            #expect(try await server.patch(path, #"{"currency":"JPY"}"#).code == "store_has_items")
            #expect(try await server.patch(path, #"{"currency":"USD"}"#).status == 200)
            _ = try await server.delete("/item/\(shop.item)", bearer: shop.editor.accessToken)
            #expect(try await server.patch(path, #"{"currency":"JPY"}"#).json["currency"] == "JPY")
        }
    }

    @Test("A deleted store takes its items and tags along, and nothing of another store")
    func deletion() async throws {
        try await TestServer.withShop { server, shop in
            let other = try await server.created("/store", #"{"name":"other"}"#, nil)
            let kept = try await server.created("/store/\(other)/tag", #"{"name":"kept"}"#, nil)
            #expect(try await server.delete("/store/\(shop.store)").status == 204)
            for path in ["/store/\(shop.store)", "/item/\(shop.item)", "/tag/\(shop.tag)"] {
                #expect(try await server.get(path, bearer: shop.editor.accessToken).code == "not_found")
            }
            #expect(try await server.get("/tag/\(kept)").status == 200)
        }
    }

    @Test("Embedded lists are bounded: 100 in a store, 20 in a page; the count is exact")
    func bounds() async throws {
        try await TestServer.withShop { server, shop in
            for number in 2...101 {
                let body = #"{"name":"item \#(number)","price":1,"store_id":\#(shop.store)}"#
                _ = try await server.created("/item", body, shop.editor.accessToken)
            }
            let store = try await server.get("/store/\(shop.store)")
            #expect(store.json["items"].array.count == 100)
            #expect(store.json["items"][0]["id"].integer == shop.item)
            #expect(store.json["items_count"] == 101)
            let page = try await server.get("/store")
            #expect(page.json["stores"][0]["items"].array.count == 20)
            #expect(page.json["stores"][0]["items_count"] == 101)
        }
    }

    @Test("A store's 201 has the ETag and Location that lead to the same bytes")
    func creation() async throws {
        try await TestServer.run { server in
            let created = try await server.post("/store", #"{"name":"new"}"#)
            let fetched = try await server.get(try #require(created.location))
            #expect(fetched.text == created.text)
            #expect(fetched.etag == created.etag && created.etag != nil)
        }
    }

    @Test(
        "An id that is not a canonical positive 64-bit integer is 404",
        arguments: [
            "0", "-1", "01", "1.0", "x", "9223372036854775808", "%201", "1%00", "+1", "9223372036854775807",
        ])
    func badID(_ id: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.get("/store/\(id)")
            #expect(answer.code == "not_found")
            #expect(try await server.delete("/store/\(id)").code == "not_found")
            #expect(try await server.get("/tag/\(id)").code == "not_found")
        }
    }
}
