import Testing

@Suite("Tags over HTTP")
struct TagTests {
    @Test("A tag has exactly the members of the contract")
    func representation() async throws {
        try await TestServer.withShop { server, shop in
            let tag = try await server.get("/tag/\(shop.tag)")
            #expect(
                tag.json.keys == ["id", "name", "store", "items", "items_count", "created_at", "updated_at"])
            #expect(tag.json["store"].keys == ["id", "name", "currency"])
            #expect(tag.json["items"][0]["id"].integer == shop.item)
            #expect(tag.json["items_count"] == 1)
            let alone = try await server.get("/tag/\(shop.tag)?include=")
            #expect(alone.json["items"] == nil && alone.json["items_count"] == 1)
        }
    }

    @Test("A tag's name is unique in its store regardless of case, and free in another")
    func names() async throws {
        try await TestServer.withShop { server, shop in
            #expect(try await server.post("/store/\(shop.store)/tag", #"{"name":"OAK"}"#).code == "tag_name_taken")
            let other = try await server.created("/store", #"{"name":"other"}"#, nil)
            let tag = try await server.created("/store/\(other)/tag", #"{"name":"oak"}"#, nil)
            let second = try await server.created("/store/\(other)/tag", #"{"name":"ash"}"#, nil)
            #expect(try await server.patch("/tag/\(second)", #"{"name":"Oak"}"#).code == "tag_name_taken")
            #expect(try await server.put("/tag/\(tag)", #"{"name":"Oak"}"#).json["name"] == "Oak")
        }
    }

    @Test("A tag that an item carries cannot be deleted; an unused one can")
    func deletion() async throws {
        try await TestServer.withShop { server, shop in
            let refused = try await server.delete("/tag/\(shop.tag)")
            #expect(refused.status == 409 && refused.code == "tag_in_use")
            _ = try await server.delete("/item/\(shop.item)/tag/\(shop.tag)")
            #expect(try await server.delete("/tag/\(shop.tag)").status == 204)
            #expect(try await server.get("/tag/\(shop.tag)").code == "not_found")
        }
    }

    @Test("A tag for a store that does not exist is 404, and so is the list of its tags")
    func missingStore() async throws {
        try await TestServer.run { server in
            let created = try await server.post("/store/99/tag", #"{"name":"x"}"#)
            #expect(created.code == "not_found")
            #expect(try await server.get("/store/99/tag").code == "not_found")
        }
    }
}
