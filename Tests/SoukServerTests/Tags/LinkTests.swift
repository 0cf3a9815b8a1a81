import NIOHTTP1
import Testing

@Suite("Tags on items over HTTP")
struct LinkTests {
    @Test("The first link is 201, the next 200, both with the item and whose it is")
    func linking() async throws {
        try await TestServer.withShop { server, shop in
            let tag = try await server.created("/store/\(shop.store)/tag", #"{"name":"new"}"#, nil)
            for status in [201, 200] {
                let answer = try await server.post("/item/\(shop.item)/tag/\(tag)", nil)
                #expect(answer.status == status)
                #expect(answer.headers.first(name: "Content-Location") == "/item/\(shop.item)")
                #expect(answer.location == nil)
                #expect(answer.json["tags"].array.count == 2)
            }
        }
    }

    @Test("Unlinking is 204, and 404 when the tag is not on the item")
    func unlinking() async throws {
        try await TestServer.withShop { server, shop in
            let path = "/item/\(shop.item)/tag/\(shop.tag)"
            let unlinked = try await server.delete(path)
            #expect(unlinked.status == 204)
            #expect(try await server.delete(path).code == "not_found")
        }
    }

    @Test("A tag of another store cannot be linked")
    func otherStore() async throws {
        try await TestServer.withShop { server, shop in
            let other = try await server.created("/store", #"{"name":"other"}"#, nil)
            let tag = try await server.created("/store/\(other)/tag", #"{"name":"oak"}"#, nil)
            let answer = try await server.post("/item/\(shop.item)/tag/\(tag)", nil)
            #expect(answer.status == 409 && answer.code == "tag_of_another_store")
        }
    }

    @Test(
        "What is missing is 404", arguments: ["/item/999/tag/1", "/item/1/tag/999", "/item/0/tag/1", "/item/1/tag/01"])
    func missing(_ path: String) async throws {
        try await TestServer.withShop { server, _ in
            let linked = try await server.post(path, nil)
            #expect(linked.code == "not_found")
            #expect(try await server.delete(path).code == "not_found")
        }
    }

    @Test("An item carries at most 100 tags")
    func tooMany() async throws {
        try await TestServer.withShop { server, shop in
            for number in 2...100 {
                let tag = try await server.created("/store/\(shop.store)/tag", #"{"name":"tag \#(number)"}"#, nil)
                try #require(try await server.post("/item/\(shop.item)/tag/\(tag)", nil).status == 201)
            }
            let tag = try await server.created("/store/\(shop.store)/tag", #"{"name":"one more"}"#, nil)
            let answer = try await server.post("/item/\(shop.item)/tag/\(tag)", nil)
            #expect(answer.status == 409 && answer.code == "too_many_tags")
        }
    }
}
