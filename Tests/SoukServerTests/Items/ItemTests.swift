import NIOHTTP1
import Testing

@Suite("Items over HTTP")
struct ItemTests {
    @Test("An item has exactly the members of the contract")
    func representation() async throws {
        try await TestServer.withShop { server, shop in
            let item = try await server.get("/item/\(shop.item)", bearer: shop.editor.accessToken)
            #expect(item.status == 200)
            #expect(
                item.json.keys == [
                    "id", "name", "description", "price", "currency", "store", "tags", "created_at", "updated_at",
                ])
            #expect(item.json["description"] == nil)
            #expect(item.json["store"] == .object(["id": Node(shop.store), "name": "My Store"]))
            #expect(item.json["tags"][0]["name"] == "oak")
            #expect(item.json["created_at"] == "2026-11-22T08:00:00.000000Z")
        }
    }

    @Test("Creating answers 201 with where the item is and the ETag that a GET has")
    func creation() async throws {
        try await TestServer.withShop { server, shop in
            let token = shop.editor.accessToken
            let body = #"{"name":" Chair ","price":15.99,"store_id":\#(shop.store),"description":" \n "}"#
            let created = try await server.post("/item", body, bearer: token)
            #expect(created.status == 201)
            #expect(created.json["name"] == "Chair")
            #expect(created.json["description"] == nil)
            let location = try #require(created.location)
            let fetched = try await server.get(location, bearer: token)
            #expect(fetched.text == created.text)
            #expect(fetched.etag == created.etag && created.etag != nil)
        }
    }

    @Test(
        "A price is read and written exactly",
        arguments: [
            ("USD", "15.99", "15.99"), ("USD", "0.30", "0.3"), ("USD", "1e1", "10"), ("USD", "1.5E+1", "15"),
            ("USD", "10000000000000", "10000000000000"), ("JPY", "1500", "1500"), ("JPY", "1500.0", "1500"),
            ("KWD", "1.234", "1.234"), ("USD", "0", "0"), ("USD", "4.35", "4.35"), ("USD", "1.10000", "1.1"),
        ])
    func exactMoney(_ currency: String, _ literal: String, _ written: String) async throws {
        try await TestServer.run { server in
            let shop = try await Shop.make(on: server, currency: currency)
            let body = #"{"name":"x","price":\#(literal),"store_id":\#(shop.store)}"#
            let created = try await server.post("/item", body, bearer: shop.editor.accessToken)
            #expect(created.status == 201)
            #expect(created.text.contains("\"price\":\(written),"), "\(created.text)")
        }
    }

    @Test(
        "A price that the currency cannot hold is refused by name, never rounded",
        arguments: [
            ("USD", "0.30000000000000004", "digits"), ("USD", "1.999", "digits"), ("JPY", "1.5", "digits"),
            ("KWD", "1.2345", "digits"), ("USD", "-0.01", "min"), ("USD", "10000000000000.01", "max"),
            ("USD", "1e400", "max"), ("USD", "1e-400", "digits"), ("USD", "\"15.99\"", "type"), ("USD", "null", "type"),
            ("USD", "true", "type"),
        ])
    func impossibleMoney(_ currency: String, _ literal: String, _ code: String) async throws {
        try await TestServer.run { server in
            let shop = try await Shop.make(on: server, currency: currency)
            let body = #"{"name":"x","price":\#(literal),"store_id":\#(shop.store)}"#
            let refused = try await server.post("/item", body, bearer: shop.editor.accessToken)
            #expect(refused.status == 422 && refused.code == "validation_failed", "\(refused.text)")
            #expect(refused.json["errors"][0]["pointer"] == "/price")
            #expect(refused.json["errors"][0]["code"] == .string(code))
            let count = try await server.get("/item?count=true", bearer: shop.editor.accessToken)
            #expect(count.json["total"] == 1)
        }
    }

    @Test("PUT and PATCH change what they name and keep the rest", arguments: ["PUT", "PATCH"])
    func change(_ method: String) async throws {
        try await TestServer.withShop { server, shop in
            let path = "/item/\(shop.item)"
            _ = try await server.put(path, #"{"description":"solid"}"#)
            server.clock.move(by: .seconds(1))
            let changed = try await server.send(.init(rawValue: method), path, #"{"price":20}"#)
            #expect(changed.status == 200)
            #expect(changed.json["name"] == "my item")
            #expect(changed.json["description"] == "solid")
            #expect(changed.text.contains("\"price\":20,"))
            #expect(changed.json["updated_at"] == "2026-11-22T08:00:01.000000Z")
            let cleared = try await server.send(.init(rawValue: method), path, #"{"description":null}"#)
            #expect(cleared.json["description"] == nil)
        }
    }

    @Test(
        "A change that changes nothing answers 200 and leaves updated_at and ETag alone",
        arguments: [
            "{}", #"{"name":"my item"}"#, #"{"price":15.00}"#, #"{"description":null}"#,
        ])
    func noChange(_ body: String) async throws {
        try await TestServer.withShop { server, shop in
            let before = try await server.get("/item/\(shop.item)", bearer: shop.editor.accessToken)
            server.clock.move(by: .seconds(60))
            for method in ["PUT", "PATCH"] {
                let answer = try await server.send(.init(rawValue: method), "/item/\(shop.item)", body)
                #expect(answer.status == 200)
                #expect(answer.text == before.text)
                #expect(answer.etag == before.etag)
            }
        }
    }

    @Test("An item moves to another store without its tags, and says its price again in another currency")
    func moving() async throws {
        try await TestServer.withShop { server, shop in
            let path = "/item/\(shop.item)"
            let dollars = try await server.created("/store", #"{"name":"second"}"#, nil)
            let yen = try await server.created("/store", #"{"name":"third","currency":"JPY"}"#, nil)
            let tagged = try await server.patch(path, #"{"store_id":\#(dollars)}"#)
            #expect(tagged.status == 409 && tagged.code == "item_has_tags")
            _ = try await server.delete("\(path)/tag/\(shop.tag)")
            #expect(try await server.patch(path, #"{"store_id":\#(dollars)}"#).status == 200)
            let mismatch = try await server.patch(path, #"{"store_id":\#(yen)}"#)
            #expect(mismatch.status == 409 && mismatch.code == "currency_mismatch")
            let moved = try await server.patch(path, #"{"store_id":\#(yen),"price":1500}"#)
            #expect(moved.status == 200 && moved.json["currency"] == "JPY")
            let nowhere = try await server.patch(path, #"{"store_id":999999}"#)
            #expect(nowhere.status == 422 && nowhere.json["errors"][0]["pointer"] == "/store_id")
        }
    }

    @Test("An item for a store that does not exist is refused with its pointer")
    func missingStore() async throws {
        try await TestServer.withShop { server, shop in
            let answer = try await server.post(
                "/item", #"{"name":"x","price":1,"store_id":999}"#, bearer: shop.editor.accessToken)
            #expect(answer.status == 422 && answer.code == "validation_failed")
            #expect(answer.json["errors"][0]["pointer"] == "/store_id")
        }
    }

    @Test("A deleted item is gone")
    func deletion() async throws {
        try await TestServer.withShop { server, shop in
            let token = shop.editor.accessToken
            let deleted = try await server.delete("/item/\(shop.item)", bearer: token)
            #expect(deleted.status == 204)
            #expect(try await server.get("/item/\(shop.item)", bearer: token).code == "not_found")
            #expect(try await server.delete("/item/\(shop.item)", bearer: token).code == "not_found")
        }
    }
}
