import NIOHTTP1
import RESTKit
import Testing

@Suite("Around every answer")
struct FinishingTests {
    private let viewer: HeaderFields = ["Authorization": "Bearer viewer"]

    @Test(
        "Every answer carries the security fields",
        arguments: [
            ("/store/50", HTTPMethod.GET), ("/nothing", .GET), ("/item", .GET), ("/problem/broken", .GET),
            ("/", .OPTIONS),
            ("/login", .POST), ("/item", .TRACE),
        ])
    func security(_ target: String, _ method: HTTPMethod) async throws {
        let answer = try await Shop().send(method, target)
        #expect(answer["X-Content-Type-Options"] == "nosniff")
        #expect(answer["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'")
        #expect(answer["Referrer-Policy"] == "no-referrer")
        #expect(answer["Server"] == nil)
    }

    @Test("Only representations may be kept, and locked ones by their own reader alone")
    func cacheControl() async throws {
        let shop = try Shop()
        #expect(await shop.send(.GET, "/store/50")["Cache-Control"] == "public, no-cache")
        #expect(await shop.send(.GET, "/item/50", viewer)["Cache-Control"] == "private, no-cache")
        #expect(await shop.send(.GET, "/item/50")["Cache-Control"] == "no-store")
        #expect(await shop.send(.POST, "/login")["Cache-Control"] == "no-store")
        #expect(await shop.send(.DELETE, "/item/5", viewer)["Cache-Control"] == "no-store")
        let json = viewer + ["Content-Type": "application/json"]
        #expect(await shop.send(.PUT, "/item/50", json, body: "{\"name\":\"x\"}")["Cache-Control"] == "no-store")
    }

    @Test("The answer says whose it is and which route gave it, for the log")
    func log() async throws {
        let answer = try await Shop().send(.GET, "/item/50", viewer)
        #expect(answer.route == "/item/{item_id}")
        #expect(answer.userID == 7)
        #expect(try await Shop().send(.GET, "/item/50").route == "/item/{item_id}")
    }

    @Test("Other sites are told nothing unless their origin is configured")
    func crossOriginOff() async throws {
        let answer = try await Shop().send(.GET, "/store/50", ["Origin": "https://a.example"])
        #expect(answer["Access-Control-Allow-Origin"] == nil)
        #expect(answer["Vary"] == "Accept-Encoding")
    }

    @Test(
        "A configured origin is answered by name, exactly",
        arguments: [
            ("https://a.example", true), ("https://A.example", false), ("https://b.example", false), ("null", false),
            ("https://a.example.evil.example", false), ("", false),
        ])
    func crossOrigin(_ origin: String, _ isAllowed: Bool) async throws {
        let shop = try Shop(crossOrigin: CrossOrigin(origins: ["https://a.example"]))
        for answer in [
            await shop.send(.GET, "/store/50", ["Origin": origin]), await shop.send(.GET, "/item", ["Origin": origin]),
            shop.router.answer(.requestTimeout, to: shop.head(["Origin": origin]), id: "r"),
        ] {
            #expect(answer["Access-Control-Allow-Origin"] == (isAllowed ? origin : nil))
            #expect(answer["Access-Control-Allow-Credentials"] == nil)
            #expect(answer["Vary"]?.contains("Origin") == true)
            let exposed = answer["Access-Control-Expose-Headers"]
            #expect(exposed == (isAllowed ? "ETag, Link, Location, X-Request-Id, Retry-After" : nil))
        }
    }

    @Test("A preflight is told methods and fields, an ordinary OPTIONS is not")
    func preflight() async throws {
        let shop = try Shop(crossOrigin: CrossOrigin(origins: ["https://a.example"]))
        let headers: HeaderFields = ["Origin": "https://a.example", "Access-Control-Request-Method": "PATCH"]
        let answer = await shop.send(.OPTIONS, "/item/5", headers)
        #expect(answer.status == .noContent)
        #expect(answer["Access-Control-Allow-Methods"] == "GET, HEAD, PUT, PATCH, DELETE, OPTIONS")
        #expect(answer["Access-Control-Allow-Headers"]?.contains("Authorization") == true)
        #expect(answer["Access-Control-Allow-Origin"] == "https://a.example")
        #expect(await shop.send(.OPTIONS, "/item/5")["Access-Control-Allow-Methods"] == nil)
    }
}

extension Shop {
    fileprivate func head(_ headers: HeaderFields) -> RequestHead {
        RequestHead(
            method: .GET, target: "/", headers: headers, remoteAddress: "127.0.0.1", id: "r", hasBody: false)
    }
}
