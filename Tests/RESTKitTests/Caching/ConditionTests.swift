import NIOCore
import NIOHTTP1
import Testing

@testable import RESTKit

@Suite("Conditions")
struct ConditionTests {
    private let current = ETag(of: ByteBuffer(string: "hello"))

    @Test("A tag is the start of the content's SHA-256, in base64url")
    func tag() {
        #expect(current.field == "\"LPJNul-wow4m6Dsqxbning\"")
        #expect(current.gzipField == "\"LPJNul-wow4m6Dsqxbning-gzip\"")
        #expect(ETag(of: ByteBuffer()) != current)
    }

    @Test(
        "If-Match and If-None-Match are read as RFC 9110 spells them",
        arguments: [
            ("*", EntityTagList.any), (" * ", .any), ("\"a\"", .tags([.init(isWeak: false, opaque: "a")])),
            ("W/\"a\"", .tags([.init(isWeak: true, opaque: "a")])), ("\"\"", .tags([.init(isWeak: false, opaque: "")])),
            (", \"a\" ,, W/\"b,c\" ,", .tags([.init(isWeak: false, opaque: "a"), .init(isWeak: true, opaque: "b,c")])),
            ("\"\u{E9}\"", .tags([.init(isWeak: false, opaque: "\u{E9}")])),
            ("", nil), (",", nil), ("a", nil), ("\"a", nil), ("a\"", nil), ("\"a\" \"b\"", nil), ("w/\"a\"", nil),
            ("W/ \"a\"", nil), ("*, \"a\"", nil), ("\"a\", *", nil), ("'a'", nil), ("\"a b\"", nil), ("W/", nil),
            ("\"a\"b", nil), ("\"a\";", nil),
        ] as [(String, EntityTagList?)])
    func read(_ field: String, _ list: EntityTagList?) {
        #expect(EntityTagList([field]) == list)
    }

    @Test("Several fields are one list")
    func joined() {
        #expect(EntityTagList(["\"a\"", "\"b\""]) == EntityTagList(["\"a\", \"b\""]))
        #expect(EntityTagList(["*", "\"b\""]) == nil)
    }

    @Test(
        "A write goes ahead when its conditions hold of the row as it stands",
        arguments: [
            ("If-Match", "*", true), ("If-Match", "\"LPJNul-wow4m6Dsqxbning\"", true),
            ("If-Match", "\"LPJNul-wow4m6Dsqxbning-gzip\"", true),
            ("If-Match", "\"x\", \"LPJNul-wow4m6Dsqxbning\"", true),
            ("If-Match", "W/\"LPJNul-wow4m6Dsqxbning\"", false), ("If-Match", "\"LPJNul-wow4m6Dsqxbning-br\"", false),
            ("If-Match", "\"lpjnul-wow4m6dsqxbning\"", false), ("If-Match", "\"-gzip\"", false),
            ("If-None-Match", "*", false), ("If-None-Match", "\"x\"", true),
            ("If-None-Match", "\"LPJNul-wow4m6Dsqxbning\"", false),
            ("If-None-Match", "W/\"LPJNul-wow4m6Dsqxbning\"", false), ("X", "x", true),
        ])
    func check(_ name: String, _ field: String, _ holds: Bool) throws {
        let conditions = try Conditions([name: field])
        #expect(conditions.isEmpty == (name == "X"))
        if holds {
            try conditions.check(current)
        } else {
            #expect(throws: Problem.self) { try conditions.check(current) }
        }
    }

    @Test("When a condition is required, its absence is 428, and If-None-Match does not replace it")
    func required() throws {
        for headers in [[:], ["If-None-Match": "\"x\""]] as [HeaderFields] {
            let conditions = try Conditions(headers, requiresIfMatch: true)
            #expect(!conditions.isEmpty)
            let problem = #expect(throws: Problem.self) { try conditions.check(current) }
            #expect(problem?.code == .preconditionRequired)
        }
        try Conditions(["If-Match": current.field], requiresIfMatch: true).check(current)
    }
}

@Suite("Conditional requests")
struct ConditionalRequestTests {
    private let editor: HeaderFields = ["Authorization": "Bearer editor", "Content-Type": "application/json"]
    private let body = "{\"name\":\"x\"}"

    @Test(
        "GET with the tag it gave is 304, with the fields a cache needs and no content",
        arguments: [
            "*", "same", "W/same", "\"x\", same", "gzip",
        ])
    func notModified(_ field: String) async throws {
        let shop = try Shop()
        let first = await shop.send(.GET, "/store/5000")
        let tag = try #require(first["ETag"])
        let asked = field == "gzip" ? "\(tag.dropLast())-gzip\"" : field.replacing("same", with: tag)
        for method in [HTTPMethod.GET, .HEAD] {
            let again = await shop.send(method, "/store/5000", ["If-None-Match": asked])
            #expect(again.status == .notModified)
            #expect(again.body == nil)
            #expect(again["ETag"] == tag)
            #expect(again["Cache-Control"] == "public, no-cache")
            #expect(again["Vary"] == "Accept-Encoding")
            #expect(again["Content-Type"] == nil)
            #expect(again["Content-Encoding"] == nil)
        }
        #expect(await shop.send(.GET, "/store/5001", ["If-None-Match": tag]).status == .ok)
    }

    @Test("GET under If-Match is 412 when the representation is another")
    func getIfMatch() async throws {
        let shop = try Shop()
        #expect(await shop.send(.GET, "/store/50", ["If-Match": "\"x\""]).problem == "precondition_failed")
        #expect(await shop.send(.GET, "/store/50", ["If-Match": "*"]).status == .ok)
    }

    @Test("A malformed condition is 400 wherever conditions count", arguments: ["If-Match", "If-None-Match"])
    func malformed(_ name: String) async throws {
        let shop = try Shop()
        let bad: HeaderFields = [name: "x"]
        #expect(await shop.send(.GET, "/store/50", bad).problem == "bad_request")
        #expect(await shop.send(.DELETE, "/item/5", editor + bad).problem == "bad_request")
        #expect(await shop.send(.POST, "/login", bad).status == .ok)
    }

    @Test("PUT and PATCH answer with the tag that GET gives", arguments: [HTTPMethod.PUT, .PATCH])
    func sameTag(_ method: HTTPMethod) async throws {
        let shop = try Shop()
        let tag = try #require(await shop.send(.GET, "/item/5000", editor)["ETag"])
        let gzip: HeaderFields = ["Accept-Encoding": "gzip"]
        #expect(await shop.send(method, "/item/5000", editor + gzip, body: body)["ETag"] == tag)
        #expect(await shop.send(method, "/item/5000", editor + ["If-Match": tag], body: body).status == .ok)
        let stale = await shop.send(method, "/item/5000", editor + ["If-Match": "\"old\""], body: body)
        #expect(stale.problem == "precondition_failed")
    }

    @Test("If-Match is asked for by policy, of conditional writes alone, and after the row was found")
    func required() async throws {
        let shop = try Shop(requiresIfMatch: true)
        #expect(await shop.send(.PUT, "/item/50", editor, body: body).problem == "precondition_required")
        #expect(await shop.send(.DELETE, "/item/50", editor).problem == "precondition_required")
        #expect(await shop.send(.DELETE, "/item/404", editor).problem == "not_found")
        #expect(await shop.send(.DELETE, "/item/404", editor + ["If-Match": "*"]).problem == "not_found")
        #expect(await shop.send(.DELETE, "/item/50", editor + ["If-Match": "*"]).status == .noContent)
        #expect(await shop.send(.POST, "/item", editor, body: body).status == .created)
        #expect(await shop.send(.GET, "/item/50", editor).status == .ok)
    }
}
