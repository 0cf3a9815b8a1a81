import NIOHTTP1
import Testing

@testable import RESTKit

@Suite("Problems")
struct ProblemTests {
    static let codes = ProblemCode.ofRequests + ProblemCode.ofAccess + ProblemCode.ofServers

    /// API.md §4, without the codes of shops and accounts.
    private static let contract: [String: UInt] = [
        "bad_request": 400, "invalid_json": 400, "authorization_required": 401, "invalid_token": 401,
        "token_expired": 401, "token_revoked": 401, "fresh_token_required": 401, "insufficient_role": 403,
        "csrf_failed": 403, "not_found": 404, "method_not_allowed": 405, "not_acceptable": 406, "request_timeout": 408,
        "precondition_failed": 412, "payload_too_large": 413, "uri_too_long": 414, "unsupported_media_type": 415,
        "expectation_failed": 417, "validation_failed": 422, "invalid_cursor": 422, "precondition_required": 428,
        "too_many_requests": 429, "header_fields_too_large": 431, "internal": 500, "not_implemented": 501,
        "overloaded": 503, "not_ready": 503, "http_version_not_supported": 505,
    ]

    @Test("The codes are those of the contract, with their statuses")
    func table() {
        #expect(Dictionary(uniqueKeysWithValues: Self.codes.map { ($0.name, $0.status.code) }) == Self.contract)
        #expect(Set(Self.codes.map(\.title)).count == Self.codes.count)
        #expect(Self.codes.allSatisfy { $0.help.count > 30 && $0.help.hasSuffix(".") })
    }

    @Test("A problem has the contract's members, in its order", arguments: codes)
    func members(_ code: ProblemCode) throws {
        let answer = Problem(code, "a \"detail\"\n").response(instance: "/item", requestID: "r1")
        #expect(answer.status == code.status)
        #expect(answer["Content-Type"] == "application/problem+json")
        let body = try #require(answer.body)
        guard case .object(let object) = try JSONReader.read(body) else {
            Issue.record("no object")
            return
        }
        #expect(object.members.map(\.name) == ["type", "title", "status", "detail", "instance", "code", "request_id"])
        #expect(object["type"] == .string("/problems/\(code.name)"))
        #expect(object["detail"] == "a \"detail\"\n")
        #expect(object["instance"] == "/item")
        #expect(object["request_id"] == "r1")
    }

    @Test("At most 100 field errors are said, each at its place")
    func errors() throws {
        let errors = (0..<150).map { FieldProblem(.pointer("/\($0)"), "min", "is too small") }
        let answer = Problem.validationFailed(errors).response(instance: "/", requestID: "r")
        #expect(answer.text.components(of: "\"pointer\"") == 100)
        let places: [FieldProblem.Place] = [.pointer("/a"), .parameter("b"), .header("C")]
        let text = Problem.validationFailed(places.map { FieldProblem($0, "x", "y") })
            .response(instance: "/", requestID: "r").text
        #expect(
            text.hasSuffix(
                """
                "errors":[{"pointer":"/a","code":"x","detail":"y"},{"parameter":"b","code":"x","detail":"y"},\
                {"header":"C","code":"x","detail":"y"}]}
                """))
    }

    @Test(
        "What the HTTP layer refuses is a problem too",
        arguments: [
            (HTTPFault.malformed("two Hosts"), "bad_request"), (.requestTimeout, "request_timeout"),
            (.payloadTooLarge(limit: 5), "payload_too_large"), (.targetTooLong(limit: 5), "uri_too_long"),
            (.expectationFailed, "expectation_failed"), (.headerFieldsTooLarge, "header_fields_too_large"),
            (.notImplemented("no gzip"), "not_implemented"), (.overloaded(retryAfter: 4), "overloaded"),
            (.versionNotSupported, "http_version_not_supported"),
        ] as [(HTTPFault, String)])
    func faults(_ fault: HTTPFault, _ code: String) throws {
        let answer = try Shop().router.answer(fault, to: nil, id: "r9")
        #expect(answer.problem == code)
        #expect(answer.status == fault.status)
        #expect(answer.text.contains("\"request_id\":\"r9\""))
        #expect(!answer.text.contains("instance"))
        #expect(answer["Cache-Control"] == "no-store")
        #expect(answer["Retry-After"] == (code == "overloaded" ? "4" : nil))
    }

    @Test("An error is explained, or else it is internal, reported, and its cause kept back")
    func explained() async throws {
        let shop = try Shop()
        #expect(await shop.send(.GET, "/problem/sold").problem == "precondition_failed")
        #expect(await shop.send(.GET, "/problem/asleep")["Retry-After"] == "3")
        #expect(shop.observer.failed == [])
        let broken = await shop.send(.GET, "/problem/broken")
        #expect(broken.problem == "internal")
        #expect(!broken.text.contains("Broken"))
        #expect(shop.observer.failed == ["Broken r1"])
    }

    @Test("Every 401 has a challenge, and every 429 and 503 of ours a Retry-After")
    func fields() {
        for problem in [
            .authorizationRequired, .invalidToken, .tokenExpired, .tokenRevoked, .freshTokenRequired(maxAge: 3),
        ]
            as [Problem]
        {
            #expect(problem.headers["WWW-Authenticate"].count == 1)
        }
        #expect(Problem.tooManyRequests(retryAfter: 0).headers["Retry-After"] == ["1"])
        #expect(Problem.overloaded(retryAfter: 2).headers["Retry-After"] == ["2"])
    }
}

extension String {
    fileprivate func components(of part: String) -> Int { ranges(of: part).count }
}
