import NIOCore
import NIOHTTP1
import Testing

@Suite("Bodies that are refused")
struct BadBodyTests {
    /// A body and the problem it is told.
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let bytes: [UInt8]
        let status: Int
        let code: String
        let pointer: String?

        init(_ name: String, _ text: String, _ status: Int, _ code: String, at pointer: String? = nil) {
            self.init(name, bytes: Array(text.utf8), status, code, at: pointer)
        }

        init(_ name: String, bytes: [UInt8], _ status: Int, _ code: String, at pointer: String? = nil) {
            (self.name, self.bytes, self.status, self.code, self.pointer) = (name, bytes, status, code, pointer)
        }

        var testDescription: String { name }
    }

    private static func zeros(_ count: Int) -> String { Array(repeating: "0", count: count).joined(separator: ",") }

    static let cases: [Case] = [
        Case("nothing", "", 400, "invalid_json"), Case("blanks", "  ", 400, "invalid_json"),
        Case("half an object", #"{"name":"#, 400, "invalid_json"),
        Case("trailing comma", #"{"name":"x",}"#, 400, "invalid_json"),
        Case("comment", #"{"name":"x"} // no"#, 400, "invalid_json"),
        Case("two values", #"{"name":"x"}{}"#, 400, "invalid_json"),
        Case("single quotes", "{'name':'x'}", 400, "invalid_json"),
        Case("NaN", #"{"name":NaN}"#, 400, "invalid_json"),
        Case("duplicate key", #"{"name":"x","name":"y"}"#, 400, "invalid_json"),
        Case("duplicate key, escaped", #"{"name":"x","na\u006de":"y"}"#, 400, "invalid_json"),
        Case("byte order mark", bytes: [0xEF, 0xBB, 0xBF] + Array(#"{"name":"x"}"#.utf8), 400, "invalid_json"),
        Case("UTF-16", bytes: Array(#"{"name":"x"}"#.utf8).flatMap { [0, $0] }, 400, "invalid_json"),
        Case("not UTF-8", bytes: Array("{\"name\":\"".utf8) + [0xFF, 0xFE] + Array("\"}".utf8), 400, "invalid_json"),
        Case("lone surrogate", #"{"name":"\ud800"}"#, 400, "invalid_json"),
        Case("control character", "{\"name\":\"a\u{1}b\"}", 400, "invalid_json"),
        Case(
            "33 deep", "{\"name\":" + String(repeating: "[", count: 32) + String(repeating: "]", count: 32) + "}",
            400, "invalid_json"),
        Case("10,001 values", "{\"name\":[" + zeros(9_999) + "]}", 400, "invalid_json"),
        Case("10,000 values", "{\"name\":[" + zeros(9_998) + "]}", 422, "validation_failed", at: "/name"),
        Case("long key", "{\"" + String(repeating: "k", count: 129) + "\":1}", 400, "invalid_json"),
        Case("an array", "[]", 422, "validation_failed", at: ""),
        Case("null", "null", 422, "validation_failed", at: ""),
        Case("a string", "\"name\"", 422, "validation_failed", at: ""),
        Case("name missing", "{}", 422, "validation_failed", at: "/name"),
        Case("name null", #"{"name":null}"#, 422, "validation_failed", at: "/name"),
        Case("name a number", #"{"name":7}"#, 422, "validation_failed", at: "/name"),
        Case("name blank", #"{"name":" \t "}"#, 422, "validation_failed", at: "/name"),
        Case(
            "name of 81", "{\"name\":\"" + String(repeating: "é", count: 81) + "\"}", 422, "validation_failed",
            at: "/name"),
        Case("name of two lines", #"{"name":"a\nb"}"#, 422, "validation_failed", at: "/name"),
        Case("U+0000", #"{"name":"a\u0000b"}"#, 422, "validation_failed", at: "/name"),
        Case("unknown field", #"{"name":"x","color":"red"}"#, 422, "validation_failed", at: "/color"),
        Case("unknown field with a slash", #"{"name":"x","a/b~c":1}"#, 422, "validation_failed", at: "/a~1b~0c"),
        Case("id given", #"{"id":7,"name":"x"}"#, 422, "validation_failed", at: "/id"),
    ]

    @Test("Each is told its problem, and nothing is stored", arguments: cases)
    func refused(_ bad: Case) async throws {
        try await TestServer.run { server in
            let answer = try await server.client.send(
                .POST, "/store", headers: ["Content-Type": "application/json"], body: ByteBuffer(bytes: bad.bytes))
            #expect(answer.status == bad.status && answer.code == bad.code, "\(answer.text)")
            if let pointer = bad.pointer { #expect(answer.json["errors"][0]["pointer"] == .string(pointer)) }
            #expect(try await server.get("/store?count=true").json["total"] == 0)
        }
    }

    @Test("All wrong fields are told at once")
    func everything() async throws {
        try await TestServer.withShop { server, shop in
            let body = #"{"name":"","price":-1,"store_id":"x","description":7,"extra":1}"#
            let answer = try await server.post("/item", body, bearer: shop.editor.accessToken)
            let pointers = answer.json["errors"].array.compactMap { $0["pointer"].string }
            #expect(Set(pointers) == ["/name", "/price", "/store_id", "/description", "/extra"])
        }
    }

    @Test("Query and body are told together")
    func queryAndBody() async throws {
        try await TestServer.withShop { server, shop in
            let answer = try await server.patch("/store/\(shop.store)?color=red", #"{"name":""}"#)
            #expect(answer.status == 422 && answer.json["errors"].array.count == 2)
        }
    }

    @Test("At most a hundred wrong fields are told")
    func manyErrors() async throws {
        try await TestServer.run { server in
            let members = (1...500).map { "\"k\($0)\":1" }.joined(separator: ",")
            let answer = try await server.post("/store", "{\(members)}")
            #expect(answer.status == 422 && answer.json["errors"].array.count == 100)
        }
    }

    @Test(
        "The type of a body: JSON or a merge patch in UTF-8, not compressed",
        arguments: [
            ("application/json", 201), ("application/json; charset=utf-8", 201), ("APPLICATION/JSON", 201),
            ("text/plain", 415), ("application/xml", 415), ("application/json; charset=latin1", 415),
            ("multipart/form-data; boundary=x", 415), ("nonsense", 415),
        ])
    func contentType(_ type: String, _ status: Int) async throws {
        try await TestServer.run { server in
            let answer = try await server.post("/store", #"{"name":"x"}"#, ["Content-Type": type])
            #expect(answer.status == status, "\(answer.text)")
            if status == 415 { #expect(answer.code == "unsupported_media_type") }
        }
    }

    @Test("A body without a type, or compressed, is 415")
    func missingType() async throws {
        try await TestServer.run { server in
            let body = ByteBuffer(string: #"{"name":"x"}"#)
            #expect(try await server.client.send(.POST, "/store", body: body).status == 415)
            let headers: HTTPHeaders = ["Content-Type": "application/json", "Content-Encoding": "gzip"]
            let compressed = try await server.client.send(.POST, "/store", headers: headers, body: body)
            #expect(compressed.status == 415)
            #expect(compressed.headers.first(name: "Accept-Encoding") == "identity")
        }
    }

    @Test(
        "A body over its endpoint's limit is 413",
        arguments: [
            ("/store", 262_144, 413), ("/register", 16_384, 413), ("/login", 16_384, 413),
        ])
    func tooLarge(_ path: String, _ limit: Int, _ status: Int) async throws {
        try await TestServer.run { server in
            let over = String(repeating: " ", count: limit + 1)
            let answer = try await server.post(path, over)
            #expect(answer.status == 413 && answer.code == "payload_too_large")
            let within = String(repeating: " ", count: limit)
            #expect(try await server.post(path, within).code == "invalid_json")
        }
    }

    @Test(
        "A text is counted in characters after NFC and trimming",
        arguments: [
            (String(repeating: "e\\u0301", count: 80), 201), ("  " + String(repeating: "x", count: 80) + "  ", 201),
            (String(repeating: "👍", count: 80), 201), (String(repeating: "👍", count: 81), 422),
        ])
    func characters(_ name: String, _ status: Int) async throws {
        try await TestServer.run { server in
            let answer = try await server.post("/store", "{\"name\":\"\(name)\"}")
            #expect(answer.status == status, "\(answer.text)")
        }
    }

    @Test("A description holds lines and tabs, 2,000 characters of them")
    func descriptions() async throws {
        try await TestServer.withShop { server, shop in
            let path = "/item/\(shop.item)"
            let lines = try await server.patch(path, #"{"description":"one\n\ttwo"}"#)
            #expect(lines.json["description"] == "one\n\ttwo")
            for (length, status) in [(2000, 200), (2001, 422)] {
                let text = String(repeating: "é", count: length)
                #expect(try await server.patch(path, "{\"description\":\"\(text)\"}").status == status)
            }
            #expect(try await server.patch(path, #"{"description":" \n "}"#).json["description"] == nil)
        }
    }
}
