import NIOHTTP1
import RESTKit
import Testing

@Suite("Input")
struct InputTests {
    private let editor: HeaderFields = ["Authorization": "Bearer editor"]

    @Test("Everything that is wrong with query and body is said at once")
    func together() async throws {
        let answer = try await Shop().send(
            .POST, "/item?limit=0&x=1", editor + ["Content-Type": "application/json"], body: "{\"size\":77,\"y\":1}")
        #expect(answer.problem == "validation_failed")
        for part in ["\"limit\"", "\"x\"", "\"/size\"", "\"/name\"", "\"/y\""] { #expect(answer.text.contains(part)) }
    }

    @Test("An endpoint without a query takes no parameter", arguments: ["/store/5?x=1", "/store/5?limit=3"])
    func noQuery(_ target: String) async throws {
        #expect(try await Shop().send(.GET, target).problem == "validation_failed")
    }

    @Test("A query that cannot be decoded is 400")
    func malformedQuery() async throws {
        #expect(try await Shop().send(.GET, "/store/5?x=%zz").problem == "bad_request")
    }

    @Test(
        "A body's type is checked",
        arguments: [
            (HTTPMethod.POST, "application/json", true), (.POST, "application/json; charset=utf-8", true),
            (.POST, "Application/JSON;charset=\"UTF-8\"", true), (.POST, "application/json; charset=latin1", false),
            (.POST, "application/merge-patch+json", false), (.POST, "text/plain", false), (.POST, "", false),
            (.PUT, "application/json", true), (.PUT, "application/merge-patch+json", false),
            (.PATCH, "application/json", true), (.PATCH, "application/merge-patch+json", true),
            (.PATCH, "application/json-patch+json", false), (.POST, "application/json, text/plain", false),
            (.POST, "application/jsonx", false), (.POST, "application/json;x=1", true),
        ])
    func types(_ method: HTTPMethod, _ type: String, _ isTaken: Bool) async throws {
        let headers: HeaderFields = editor + ["Content-Type": type]
        let target = method == .POST ? "/item" : "/item/5"
        let answer = try await Shop().send(method, target, headers, body: "{\"name\":\"x\"}")
        #expect((answer.problem == "unsupported_media_type") == !isTaken)
        if isTaken { #expect(answer.problem == nil) }
        if !isTaken, method == .PATCH {
            #expect(answer["Accept-Patch"] == "application/merge-patch+json, application/json")
        }
        if !isTaken, method != .PATCH { #expect(answer["Accept"] == "application/json") }
    }

    @Test("A body without a type is 415, no body at all is no JSON")
    func missing() async throws {
        let shop = try Shop()
        #expect(await shop.send(.POST, "/item", editor, body: "{\"name\":\"x\"}").problem == "unsupported_media_type")
        #expect(await shop.send(.POST, "/item", editor).problem == "invalid_json")
        #expect(await shop.send(.POST, "/item", editor + ["Content-Type": "text/plain"]).status.code == 415)
    }

    @Test("A coded body is 415 and told so", arguments: ["gzip", "br", "identity", ""])
    func contentCoding(_ coding: String) async throws {
        let headers: HeaderFields = editor + ["Content-Type": "application/json", "Content-Encoding": coding]
        let answer = try await Shop().send(.POST, "/item", headers, body: "{\"name\":\"x\"}")
        #expect(answer.problem == "unsupported_media_type")
        #expect(answer["Accept-Encoding"] == "identity")
    }

    @Test("A body may be as long as its endpoint's limit and no longer")
    func limit() async throws {
        let headers = editor + ["Content-Type": "application/json"]
        let fits = "{\"name\":\"x\"}".padding(to: 100)
        #expect(try await Shop().send(.POST, "/item", headers, body: fits).status == .created)
        #expect(try await Shop().send(.POST, "/item", headers, body: fits + " ").problem == "payload_too_large")
    }

    @Test("A body that an endpoint does not take is read and ignored")
    func ignored() async throws {
        let shop = try Shop()
        #expect(await shop.send(.GET, "/store/50", body: "{").status == .ok)
        #expect(await shop.send(.DELETE, "/item/5", editor, body: "{").status == .noContent)
        let longest = String(repeating: "x", count: 16_384)
        #expect(await shop.send(.GET, "/store/50", body: longest).status == .ok)
        #expect(await shop.send(.GET, "/store/50", body: longest + "x").problem == "payload_too_large")
    }

    @Test("A body that may be left out may be left out")
    func optional() async throws {
        let shop = try Shop()
        #expect(await shop.send(.POST, "/login").text.hasPrefix("\"nobody"))
        let json: HeaderFields = ["Content-Type": "application/json"]
        #expect(await shop.send(.POST, "/login", json, body: "{\"name\":\"ada\"}").text == "\"ada\"")
        #expect(await shop.send(.POST, "/login", json, body: "{").problem == "invalid_json")
    }

    @Test(
        "Accept chooses among the forms an address has",
        arguments: [
            ("", "text/html; charset=utf-8"), ("*/*", "text/html; charset=utf-8"),
            ("application/json", "application/json"),
            ("application/*", "application/json"), ("text/html;q=0.5, application/json", "application/json"),
            ("text/*;q=0.5,*/*;q=0.4", "text/html; charset=utf-8"), ("text/html;q=0, */*", "application/json"),
            ("TEXT/HTML", "text/html; charset=utf-8"), ("application/json ; q=0.001", "application/json"),
            ("*/*;q=0.1, text/html;q=0.05", "application/json"), (";;;", "text/html; charset=utf-8"),
            ("image/png", "application/problem+json"), ("*/*;q=0", "application/problem+json"),
            ("application/problem+json", "application/problem+json"),
            ("application/json;q=0.0", "application/problem+json"),
        ])
    func accept(_ accept: String, _ type: String) async throws {
        let answer = try await Shop().send(.GET, "/", accept.isEmpty ? [:] : ["Accept": accept])
        #expect(answer["Content-Type"] == type)
        #expect((answer.status == .notAcceptable) == (type == "application/problem+json"))
    }

    @Test("An answer without content is acceptable to everybody")
    func acceptNothing() async throws {
        #expect(try await Shop().send(.DELETE, "/item/5", editor + ["Accept": "image/png"]).status == .noContent)
    }
}

extension String {
    fileprivate func padding(to length: Int) -> String { self + String(repeating: " ", count: length - utf8.count) }
}
