import NIOCore
import NIOHTTP1
import RESTKit
import SoukServer
import Testing

@Suite("Conditional requests")
struct ConditionTests {
    /// What can be read, and by whom.
    static let readable = ["/item/{item}", "/item", "/store/{store}", "/store", "/tag/{tag}", "/store/{store}/tag"]

    @Test("Every GET has an ETag, and 304 without content for who has it", arguments: readable)
    func notModified(_ template: String) async throws {
        try await TestServer.withShop { server, shop in
            let path = shop.filled(template)
            let token = shop.editor.accessToken
            let first = try await server.get(path, bearer: token)
            let etag = try #require(first.etag)
            for field in [etag, "*", "W/\(etag)", "\"other\", \(etag)"] {
                let again = try await server.get(path, bearer: token, ["If-None-Match": field])
                #expect(again.status == 304 && again.body.readableBytes == 0, "\(field)")
                #expect(again.etag == etag)
            }
            #expect(try await server.get(path, bearer: token, ["If-None-Match": "\"other\""]).status == 200)
            let expected = template.hasPrefix("/item") ? "private, no-cache" : "public, no-cache"
            #expect(first.headers.first(name: "Cache-Control") == expected)
        }
    }

    @Test("An ETag changes with what is embedded")
    func embedded() async throws {
        try await TestServer.withShop { server, shop in
            let token = shop.editor.accessToken
            let item = try await server.get("/item/\(shop.item)", bearer: token).etag
            let store = try await server.get("/store/\(shop.store)").etag
            let row = try await server.get("/store/\(shop.store)?include=").etag
            _ = try await server.patch("/tag/\(shop.tag)", #"{"name":"beech"}"#)
            #expect(try await server.get("/item/\(shop.item)", bearer: token).etag != item)
            #expect(try await server.get("/store/\(shop.store)").etag != store)
            #expect(try await server.get("/store/\(shop.store)?include=").etag == row)
        }
    }

    @Test(
        "A write with the present ETag goes through and answers the next one",
        arguments: [
            ("/item/{item}", #"{"price":1}"#), ("/store/{store}", #"{"name":"x"}"#), ("/tag/{tag}", #"{"name":"x"}"#),
            ("/store/{store}?include=", #"{"name":"x"}"#), ("/store/{store}?include=tags", #"{"name":"x"}"#),
            ("/tag/{tag}?include=", #"{"name":"x"}"#),
        ])
    func matching(_ template: String, _ body: String) async throws {
        try await TestServer.withShop { server, shop in
            let path = shop.filled(template)
            let token = shop.editor.accessToken
            for method in [HTTPMethod.PUT, .PATCH] {
                let etag = try #require(try await server.get(path, bearer: token).etag)
                let changed = try await server.send(method, path, body, bearer: token, ["If-Match": etag])
                #expect(changed.status == 200, "\(changed.text)")
                #expect(changed.etag == (try await server.get(path, bearer: token).etag))
            }
        }
    }

    @Test(
        "A stale, weak or foreign ETag is 412, and nothing is stored",
        arguments: [
            "\"stale\"", "W/{etag}", "\"a\", \"b\"",
        ])
    func mismatching(_ field: String) async throws {
        try await TestServer.withShop { server, shop in
            for template in ["/item/{item}", "/store/{store}", "/tag/{tag}"] {
                let path = shop.filled(template)
                let token = shop.editor.accessToken
                let before = try await server.get(path, bearer: token)
                let condition: HTTPHeaders = ["If-Match": field.replacing("{etag}", with: before.etag ?? "")]
                for (method, body) in [(HTTPMethod.PUT, "{}"), (.PATCH, "{}"), (.DELETE, nil)] {
                    let refused = try await server.send(method, path, body, bearer: token, condition)
                    #expect(refused.status == 412 && refused.code == "precondition_failed", "\(method) \(path)")
                }
                #expect(try await server.get(path, bearer: token).text == before.text)
            }
        }
    }

    @Test("An ETag belongs to its URL: that of another ?include= does not match")
    func otherRepresentation() async throws {
        try await TestServer.withShop { server, shop in
            let whole = try #require(try await server.get("/store/\(shop.store)").etag)
            let row = "/store/\(shop.store)?include="
            #expect(try await server.patch(row, #"{"name":"x"}"#, ["If-Match": whole]).status == 412)
            let own = try #require(try await server.get(row).etag)
            #expect(try await server.delete(row, ["If-Match": own]).status == 204)
        }
    }

    @Test("If-Match: a malformed one is 400, * on a missing thing 404, * on a present one goes through")
    func edges() async throws {
        try await TestServer.withShop { server, shop in
            let path = "/store/\(shop.store)"
            let malformed = try await server.patch(path, "{}", ["If-Match": "stale"])
            #expect(malformed.status == 400 && malformed.code == "bad_request")
            #expect(try await server.patch("/store/99", "{}", ["If-Match": "*"]).code == "not_found")
            #expect(try await server.patch(path, "{}", ["If-Match": "*"]).status == 200)
            #expect(try await server.patch(path, "{}", ["If-None-Match": "*"]).status == 412)
        }
    }

    @Test("Where If-Match is asked for, its absence is 428 after 404 and before 409")
    func required() async throws {
        try await TestServer.run(.open, { $0.requiresIfMatch = true }) { server in
            let store = try await server.created("/store", #"{"name":"one"}"#, nil)
            let answer = try await server.patch("/store/\(store)", "{}")
            #expect(answer.status == 428 && answer.code == "precondition_required")
            #expect(try await server.delete("/store/\(store)").status == 428)
            #expect(try await server.delete("/store/99").status == 404)
            #expect(try await server.delete("/store/\(store)", ["If-Match": "*"]).status == 204)
        }
    }

    @Test("A compressed answer has a tag of its own, and conditions take either")
    func compressed() async throws {
        try await TestServer.withShop { server, shop in
            for number in 1...20 { _ = try await server.created("/store", #"{"name":"store \#(number)"}"#, nil) }
            let plain = try #require(try await server.get("/store").etag)
            let zipped = try await server.get("/store", ["Accept-Encoding": "gzip"])
            #expect(zipped.headers.first(name: "Content-Encoding") == "gzip")
            let tag = try #require(zipped.etag)
            #expect(tag == plain.dropLast() + "-gzip\"")
            #expect(zipped.headers["Vary"].joined(separator: ", ").contains("Accept-Encoding"))
            #expect(try await server.get("/store", ["If-None-Match": tag]).status == 304)
        }
    }
}

extension Shop {
    /// The template with this shop's ids.
    func filled(_ template: String) -> String {
        template.replacing("{store}", with: "\(store)").replacing("{item}", with: "\(item)")
            .replacing("{tag}", with: "\(tag)")
    }
}
