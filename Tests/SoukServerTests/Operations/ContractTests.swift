import NIOCore
import NIOHTTP1
import RESTKit
import Synchronization
import Testing

@testable import SoukServer

@Suite("The contract, the routes and the Markdown table are one list")
struct ContractTests {
    @Test("What is documented is what is served", arguments: AccessPolicy.allCases)
    func oneList(_ policy: AccessPolicy) async throws {
        try await TestServer.run(policy) { server in
            let contract = try await server.get("/openapi.json")
            let served = Set(
                server.souk.routes.filter { $0.access(policy) != nil }
                    .flatMap { route in route.methods.map { "\($0.rawValue.lowercased()) \(route.path)" } })
            let documented = Set(
                contract.json["paths"].members.flatMap { path, operations in operations.keys.map { "\($0) \(path)" } })
            #expect(documented == served)
        }
    }

    @Test("However many ask for it at once, it is made once")
    func once() async {
        let times = Times()
        let contract = Contract {
            times.count()
            return Contract.Documents(
                OpenAPI([], policy: .open, requiresIfMatch: false, version: "1"), at: "http://souk.example")
        }
        #expect(times.counted == 0)
        let texts = await withTaskGroup(of: ByteBuffer.self) { group in
            for _ in 0..<20 { group.addTask { await contract.documents.text } }
            return await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(times.counted == 1)
        #expect(texts == [await contract.documents.text])
    }

    private final class Times: Sendable {
        private let number = Mutex(0)

        var counted: Int { number.withLock { $0 } }

        func count() {
            number.withLock { $0 += 1 }
        }
    }

    @Test("The Markdown table has a line for every route, with both policies' locks")
    func markdown() async throws {
        try await TestServer.run { server in
            let lines = EndpointTable.markdown(server.souk.routes).split(separator: "\n")
            #expect(lines.count == server.souk.routes.count + 2)
            #expect(lines.contains("| PUT PATCH | `/item/{item_id}` | open | 🔒 editor | Change an item |"))
            #expect(lines.contains("| DELETE | `/user/{user_id}` | open | not served | Delete a user |"))
            #expect(lines.contains("| POST | `/item` | 🔒🔒 | 🔒🔒 editor | Create an item |"))
        }
    }

    @Test("Names of operations are unique and keep their promise to generated clients")
    func names() async throws {
        try await TestServer.run { server in
            let contract = try await server.get("/openapi.json").json
            let ids = contract["paths"].members.values.flatMap {
                $0.members.values.compactMap { $0["operationId"].string }
            }
            #expect(Set(ids).count == ids.count)
            #expect(
                Set(ids).isSuperset(of: [
                    "register", "log_in", "log_out", "refresh", "get_user_me", "patch_user_me", "list_stores",
                    "create_store", "get_store", "put_store", "patch_store", "delete_store", "list_items",
                    "create_item", "get_item", "create_item_tag", "delete_item_tag", "list_store_tags",
                    "create_store_tag", "get_tag", "get_problems", "get_problem", "get_home", "get_openapi",
                ]), "\(ids.sorted())")
        }
    }

    @Test("PATCH names the merge patch alone; PUT names JSON")
    func bodies() async throws {
        try await TestServer.run { server in
            let item = try await server.get("/openapi.json").json["paths"]["/item/{item_id}"]
            #expect(item["patch"]["requestBody"]["content"].keys == ["application/merge-patch+json"])
            #expect(item["put"]["requestBody"]["content"].keys == ["application/json"])
        }
    }

    @Test("Where GET is, HEAD is, with the same fields and no content")
    func head() async throws {
        try await TestServer.withShop { server, shop in
            let token = shop.editor.accessToken
            for path in ["/store", "/item/\(shop.item)", "/", "/openapi.json", "/tag/\(shop.tag)"] {
                let get = try await server.get(path, bearer: token)
                let head = try await server.send(.HEAD, path, nil, bearer: token)
                #expect(head.status == 200 && head.body.readableBytes == 0)
                #expect(head.etag == get.etag)
                #expect(head.headers.first(name: "Content-Length") == "\(get.body.readableBytes)")
            }
        }
    }

    @Test(
        "A method that a path lacks is 405 with Allow, an unknown one 501",
        arguments: [
            ("/store", "GET, HEAD, POST, OPTIONS"), ("/store/1", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"),
            ("/login", "POST, OPTIONS"), ("/user/me", "GET, HEAD, PATCH, DELETE, OPTIONS"),
            ("/item/1/tag/1", "POST, DELETE, OPTIONS"),
        ])
    func methods(_ path: String, _ allow: String) async throws {
        try await TestServer.run { server in
            let trace = try await server.send(.TRACE, path, nil)
            #expect(trace.status == 405 && trace.code == "method_not_allowed")
            #expect(trace.headers.first(name: "Allow") == allow)
            let options = try await server.send(.OPTIONS, path, nil)
            #expect(options.status == 204 && options.headers.first(name: "Allow") == allow)
            #expect(try await server.send(.RAW(value: "PROPFIND"), path, nil).code == "not_implemented")
        }
    }
}
