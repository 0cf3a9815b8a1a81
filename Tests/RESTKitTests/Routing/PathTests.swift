import NIOHTTP1
import Testing

@testable import RESTKit

@Suite("Paths")
struct PathTests {
    @Test(
        "A path is found by its decoded segments, byte for byte",
        arguments: [
            ("/", "/"), ("/item", "/item"), ("/%69tem", "/item"), ("/item/5", "/item/{item_id}"),
            ("/item/%35", "/item/{item_id}"), ("/item/mine", "/item/mine"), ("/item/m%69ne", "/item/mine"),
            ("/item?limit=3", "/item"), ("/?", "/"), ("/problem/a%2Fb", "/problem/{code}"),
            ("/problem/%C3%A9", "/problem/{code}"), ("/problem/...", "/problem/{code}"),
        ])
    func found(_ target: String, _ route: String) async throws {
        let shop = try Shop()
        #expect(await shop.send(.GET, target, ["Authorization": "Bearer viewer"]).route == route)
    }

    @Test(
        "What names nothing is 404 and never redirected",
        arguments: [
            "", "item", "/Item", "/item/", "//item", "/item//5", "/./item", "/item/.", "/item/..", "/item/%2e%2E",
            "/item%2F5", "/items", "/item/5/6", "/problem/%FF", "/problem/%C3/%A9", "/a/b/c/d/e/f/g/h/i", "/\u{212A}",
        ])
    func notFound(_ target: String) async throws {
        #expect(try await Shop().send(.GET, target).problem == "not_found")
    }

    @Test(
        "No segment is empty, dots or half a character, even where a parameter stands",
        arguments: ["/a//b", "//", "/a/./b", "/a/%2E.", "/%C3/%A9"])
    func emptySegments(_ path: String) {
        #expect(throws: Problem.self) { _ = try PathSegments(path, length: path.utf8.count) }
    }

    @Test("A % without two hexadecimal digits is 400", arguments: ["/%", "/%4", "/item/%zz", "/item/5%"])
    func malformed(_ target: String) async throws {
        #expect(try await Shop().send(.GET, target).problem == "bad_request")
    }

    @Test(
        "An id is a canonical positive 64-bit integer",
        arguments: [
            ("1", true), ("9223372036854775807", true), ("9223372036854775808", false), ("0", false), ("01", false),
            ("+1", false), ("-1", false), ("1.0", false), ("x", false), ("99999999999999999999", false), ("%31", true),
            ("%D9%A1", false), ("1%00", false),
        ])
    func ids(_ text: String, _ isID: Bool) async throws {
        let found = try RouteTable(Shop.routes, policy: .guarded).find(head("/store/\(text)"))
        #expect(found.parameters.idsAreCanonical == isID)
        if !isID { #expect(try await Shop().send(.GET, "/store/\(text)").problem == "not_found") }
    }

    @Test("A parameter's value is its decoded text")
    func parameter() throws {
        let found = try RouteTable(Shop.routes, policy: .guarded).find(head("/problem/a%2Fb%C3%A9"))
        #expect(found.parameters["code"] == "a/bé")
        #expect(found.parameters["id"] == nil)
    }

    private func head(_ target: String) -> RequestHead {
        RequestHead(method: .GET, target: target, headers: [:], remoteAddress: "", id: "", hasBody: false)
    }
}

@Suite("The route table")
struct RouteTableTests {
    private let endpoint = Endpoint(answers: .noContent()) { _ in .noContent }

    @Test(
        "A method that the path lacks is 405 with what it takes",
        arguments: [
            (HTTPMethod.POST, "/item/5", "GET, HEAD, PUT, PATCH, DELETE, OPTIONS"),
            (.TRACE, "/item", "GET, HEAD, POST, OPTIONS"),
            (.RAW(value: "QUERY"), "/item", "GET, HEAD, POST, OPTIONS"),
            (.CONNECT, "/", "GET, HEAD, OPTIONS"), (.GET, "/login", "POST, OPTIONS"),
            (.HEAD, "/login", "POST, OPTIONS"),
        ])
    func allow(_ method: HTTPMethod, _ target: String, _ allow: String) async throws {
        let answer = try await Shop().send(method, target)
        #expect(answer.problem == "method_not_allowed")
        #expect(answer["Allow"] == allow)
    }

    @Test("A method that nobody knows is 501", arguments: ["BREW", "PROPFIND", "get", "query"])
    func unknownMethod(_ method: String) async throws {
        #expect(try await Shop().send(HTTPMethod(rawValue: method), "/item").problem == "not_implemented")
    }

    @Test("OPTIONS answers with what the path takes, without a lock")
    func options() async throws {
        let shop = try Shop()
        let answer = await shop.send(.OPTIONS, "/item/5")
        #expect(answer.status == .noContent)
        #expect(answer["Allow"] == "GET, HEAD, PUT, PATCH, DELETE, OPTIONS")
        #expect(answer["Accept-Patch"] == "application/merge-patch+json")
        #expect(await shop.send(.OPTIONS, "/nothing").problem == "not_found")
        #expect(await shop.send(.OPTIONS, "*")["Allow"] == "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS")
    }

    @Test("HEAD gives GET's fields wherever GET is")
    func head() async throws {
        let shop = try Shop()
        for target in ["/", "/store/40", "/store/4000", "/store/x", "/item"] {
            let headers: HeaderFields = ["Accept-Encoding": "gzip"]
            let get = await shop.send(.GET, target, headers)
            let head = await shop.send(.HEAD, target, headers)
            #expect(get.headers == head.headers)
            #expect(get.status == head.status)
            #expect(get.body == head.body)
        }
    }

    @Test("Two routes for one method and path are refused")
    func doubled() {
        #expect(throws: RouteTableError.doubled("/a/{b}")) {
            try RouteTable(
                [GET("/a/{b}", .open, "", endpoint), GET("/a/{b}", .open, "", endpoint)], policy: .open)
        }
        #expect(throws: RouteTableError.doubled("/a/{c}")) {
            try RouteTable(
                [GET("/a/{b}", .open, "", endpoint), POST("/a/{c}", .open, "", endpoint)], policy: .open)
        }
    }

    @Test(
        "A pattern that no path can match is refused",
        arguments: [
            "", "a", "/a/", "//a", "/{}", "/{a", "/a b", "/{a}/{a}", "/..", "/é", "/1/2/3/4/5/6/7/8/9",
        ])
    func badPattern(_ path: String) {
        #expect(throws: RouteTableError.badPattern(path)) {
            try RouteTable([GET(path, .open, "", endpoint)], policy: .open)
        }
    }
}
