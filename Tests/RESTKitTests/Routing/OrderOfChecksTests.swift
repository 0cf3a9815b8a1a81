import NIOHTTP1
import RESTKit
import Testing

@Suite("Checks run in the order of the contract")
struct OrderOfChecksTests {
    /// A request that is wrong in every way that is left, and what it is told.
    struct Step: Sendable, CustomTestStringConvertible {
        let method: HTTPMethod
        let target: String
        let headers: HeaderFields
        let body: String
        let answer: String
        var testDescription: String { answer }

        init(
            _ answer: String, _ method: HTTPMethod = .PATCH, _ target: String = "/item/x?limit=0",
            _ headers: HeaderFields = [:], _ body: String = "{"
        ) {
            self.method = method
            self.target = target
            self.headers = headers
            self.body = body
            self.answer = answer
        }
    }

    private static let huge = String(repeating: " ", count: 262_145)
    private static let json: HeaderFields = ["Authorization": "Bearer viewer", "Content-Type": "application/json"]
    private static let stale: HeaderFields = json + ["If-Match": "\"stale\""]

    /// Each step mends what the one before was told.
    static let steps: [Step] = [
        Step("not_found", .RAW(value: "BREW"), "/itemx", ["Accept": "image/png"], huge),
        Step("not_implemented", .RAW(value: "BREW"), "/item/x", ["Accept": "image/png"], huge),
        Step("method_not_allowed", .POST, "/item/x", ["Accept": "image/png"], huge),
        Step("not_acceptable", .PATCH, "/item/x", ["Accept": "image/png", "If-Match": "x"], huge),
        Step("authorization_required", .PATCH, "/item/x", ["If-Match": "x"], huge),
        Step("invalid_token", .PATCH, "/item/x", ["If-Match": "x", "Authorization": "Bearer no"], huge),
        Step(
            "too_many_requests", .PATCH, "/item/x",
            ["If-Match": "x", "Authorization": "Bearer stale", "Busy": "1"], huge),
        Step("payload_too_large", .PATCH, "/item/x", ["If-Match": "x", "Authorization": "Bearer viewer"], huge),
        Step("unsupported_media_type", .PATCH, "/item/x", ["If-Match": "x", "Authorization": "Bearer viewer"]),
        Step("not_found", .PATCH, "/item/x?limit=0", json + ["If-Match": "x"]),
        Step("bad_request", .PATCH, "/item/9?limit=0", json + ["If-Match": "x"]),
        Step("invalid_json", .PATCH, "/item/9?limit=0", stale),
        Step("validation_failed", .PATCH, "/item/9?limit=0", stale, "{}"),
        Step("precondition_failed", .PATCH, "/item/9", stale, "{\"name\":\"x\"}"),
    ]

    @Test("A request that is wrong in several ways is told the first", arguments: steps)
    func order(_ step: Step) async throws {
        let answer = try await Shop().send(step.method, step.target, step.headers, body: step.body)
        #expect(answer.problem == step.answer)
    }

    @Test("With nothing left to mend the request succeeds")
    func success() async throws {
        #expect(try await Shop().send(.PATCH, "/item/9", Self.json, body: "{\"name\":\"x\"}").status == .ok)
    }

    @Test(
        "A locked endpoint says who may pass",
        arguments: [
            ("", HTTPResponseStatus.unauthorized, "Bearer"),
            ("Bearer no", .unauthorized, "Bearer error=\"invalid_token\""),
            ("Bearer viewer", .forbidden, nil),
            ("Bearer stale", .unauthorized, "Bearer error=\"insufficient_user_authentication\", max_age=\"300\""),
            ("Bearer editor", .created, nil),
        ] as [(String, HTTPResponseStatus, String?)])
    func locks(_ authorization: String, _ status: HTTPResponseStatus, _ challenge: String?) async throws {
        var headers: HeaderFields = ["Content-Type": "application/json"]
        if !authorization.isEmpty { headers.add(name: "Authorization", value: authorization) }
        let answer = try await Shop().send(.POST, "/item", headers, body: "{\"name\":\"x\"}")
        #expect(answer.status == status)
        #expect(answer["WWW-Authenticate"] == challenge)
    }

    @Test("The open policy asks for its own column's lock and for no role")
    func openPolicy() async throws {
        let shop = try Shop(policy: .open)
        let answer = await shop.send(.POST, "/item", ["Content-Type": "application/json"], body: "{\"name\":\"x\"}")
        #expect(answer.status == .created)
        #expect(await shop.send(.GET, "/user/5").status == .ok)
        #expect(await shop.send(.GET, "/item/5").problem == "authorization_required")
        #expect(try await Shop().send(.GET, "/user/5").problem == "not_found")
    }
}

extension HeaderFields {
    static func + (left: HeaderFields, right: HeaderFields) -> HeaderFields {
        var all = left
        all.add(contentsOf: right)
        return all
    }
}
