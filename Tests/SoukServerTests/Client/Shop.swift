import Catalogue
import Testing

/// A store, an item, a tag on it and an editor: what most tests begin with. Everything was made over HTTP.
struct Shop: Sendable {
    let store: Int64
    let item: Int64
    let tag: Int64
    let editor: Account

    static func make(on server: TestServer, currency: String = "USD") async throws -> Shop {
        let editor = try await server.account("keeper@example.com", .editor)
        let token = editor.accessToken
        let store = try await server.created("/store", #"{"name":"My Store","currency":"\#(currency)"}"#, token)
        let item = try await server.created(
            "/item", #"{"name":"my item","price":15,"store_id":\#(store)}"#, token)
        let tag = try await server.created("/store/\(store)/tag", #"{"name":"oak"}"#, token)
        let link = try await server.post("/item/\(item)/tag/\(tag)", nil, bearer: token)
        try #require(link.status == 201, "\(link.text)")
        return Shop(store: store, item: item, tag: tag, editor: editor)
    }
}

extension TestServer {
    /// Creates something and answers its id.
    func created(_ target: String, _ body: String, _ token: String?) async throws -> Int64 {
        let answer = try await post(target, body, bearer: token)
        try #require(answer.status == 201, "\(answer.text)")
        return try #require(answer.json["id"].integer)
    }

    /// Runs `body` with a shop on a server of its own.
    static func withShop(_ body: (TestServer, Shop) async throws -> Void) async throws {
        try await run { server in try await body(server, try await Shop.make(on: server)) }
    }
}
