import NIOCore
import RESTKit
import Testing

@Suite struct SchemaTests {
    struct NewThing: Sendable, Equatable {
        let name: String
        let price: String
        let storeID: Int64
        let note: String??
    }

    private static let name = Schema<String>.text(.trimmed(1...80)) { text in
        if text == "bad" { throw InvalidValue("spoilt", "must not be bad") }
        return text
    }

    private static let price = Schema<String>.number(
        NumberShape(minimum: 0, maximum: 1000, fractionDigits: 3)
    ) { $0.literal }

    private static let schema = Schema.object(
        "NewThing", .required("name", name), .required("price", price), .required("store_id", .id),
        .nullable("note", name)
    ) { name, price, storeID, note in
        if name == price { throw InvalidValue("same", "must not be the price", member: "name") }
        return NewThing(name: name, price: price, storeID: storeID, note: note)
    }

    @Test("An object that follows the rules becomes its value, numbers by their exact literal")
    func conforming() throws {
        let value = try Self.schema.value(of: ByteBuffer(string: #"{"store_id":1.0,"price":15.990,"name":" Oak "}"#))
        #expect(value == NewThing(name: " Oak ", price: "15.990", storeID: 1, note: nil))
    }

    @Test("A nullable field tells absent, null and a value apart")
    func nullable() throws {
        let note = { (json: String) in
            try Self.schema.value(of: ByteBuffer(string: "{\"name\":\"a\",\"price\":1,\"store_id\":1\(json)}")).note
        }
        #expect(try note("") == .none)
        #expect(try note(",\"note\":null") == .some(nil))
        #expect(try note(",\"note\":\"b\"") == "b")
    }

    @Test("Everything that is wrong is said at once, each with its pointer")
    func everything() throws {
        let body = #"{"name":7,"price":-1,"store_id":0,"note":"bad","zz/~":1,"NAME":null}"#
        let allowed = "is not a field here; allowed are name, price, store_id, note"
        #expect(
            try problems(body) == [
                FieldProblem(.pointer("/name"), "type", "must be a string, not a number"),
                FieldProblem(.pointer("/price"), "min", "must not be negative"),
                FieldProblem(.pointer("/store_id"), "range", "must be at least 1"),
                FieldProblem(.pointer("/note"), "spoilt", "must not be bad"),
                FieldProblem(.pointer("/zz~1~0"), "unknown", allowed),
                FieldProblem(.pointer("/NAME"), "unknown", allowed),
            ])
    }

    @Test("What is required and not there is said")
    func required() throws {
        let missing = try problems("{}")
        #expect(missing.map(\.place) == [.pointer("/name"), .pointer("/price"), .pointer("/store_id")])
        #expect(missing.allSatisfy { $0.code == "required" && $0.detail == "is required" })
    }

    @Test(
        "A value of the wrong type is told what was expected",
        arguments: [
            ("name", "null", "type", "must be a string, not null"),
            ("name", "[]", "type", "must be a string, not an array"),
            ("price", "\"1\"", "type", "must be a number, not a string"),
            ("price", "true", "type", "must be a number, not a boolean"),
            ("price", "null", "type", "must be a number, not null"),
            ("price", "1.0001", "digits", "must have at most 3 digits after the decimal point"),
            ("price", "1e3000000", "max", "must be at most 1000"), ("price", "1000.001", "max", "must be at most 1000"),
            ("price", "1e-300000", "digits", "must have at most 3 digits after the decimal point"),
            ("store_id", "1.5", "type", "must be an integer, without a fraction"),
            ("store_id", "{}", "type", "must be an integer, not an object"),
            ("store_id", "9223372036854775808", "range", "must be at least 1"),
            ("store_id", "1e999999999", "range", "must be at least 1"),
            ("name", "\"a\\u0000\"", "characters", "must not hold U+0000"),
        ])
    func types(field: String, json: String, code: String, detail: String) throws {
        var fields = ["name": "\"a\"", "price": "1", "store_id": "1"]
        fields[field] = json
        let body = "{" + fields.map { "\"\($0)\":\($1)" }.joined(separator: ",") + "}"
        #expect(try problems(body) == [FieldProblem(.pointer("/\(field)"), code, detail)])
    }

    @Test(
        "A body that is no object is said to be none",
        arguments: [
            ("[]", "an array"), ("null", "null"), ("1", "a number"), ("\"{}\"", "a string"), ("true", "a boolean"),
        ])
    func notAnObject(body: String, kind: String) throws {
        #expect(try problems(body) == [FieldProblem(.pointer(""), "type", "must be an object, not \(kind)")])
    }

    @Test("The object's own rule may name the member it means")
    func objectRule() throws {
        let found = try problems(#"{"name":"5","price":5,"store_id":1}"#)
        #expect(found == [FieldProblem(.pointer("/name"), "same", "must not be the price")])
    }

    @Test("At most 100 problems are told")
    func hundred() throws {
        let body = "{" + (0..<500).map { "\"k\($0)\":1" }.joined(separator: ",") + "}"
        #expect(try problems(body).count == 100)
    }

    @Test("Text too long to look at is refused before its own rules see it")
    func length() throws {
        let body = { (name: String) in "{\"name\":\"\(name)\",\"price\":1,\"store_id\":1}" }
        #expect(throws: Never.self) {
            try Self.schema.value(of: ByteBuffer(string: body(String(repeating: " ", count: 320))))
        }
        for name in [String(repeating: " ", count: 321), String(repeating: "😀", count: 321)] {
            let detail = "must be at most 80 characters long"
            #expect(try problems(body(name)) == [FieldProblem(.pointer("/name"), "max_length", detail)])
        }
    }

    @Test("Field names and choices are compared by bytes, not by canonical equivalence")
    func bytes() throws {
        let schema = Schema.object("Choosing", .required("K", .choice([(key: "K", value: 1)]))) { $0 }
        #expect(try schema.value(of: ["K": "K"]) == 1)
        #expect(throws: InvalidInput.self) { try schema.value(of: ["K": "\u{212A}"]) }
        #expect(throws: InvalidInput.self) { try schema.value(of: ["\u{212A}": "K"]) }
    }

    @Test("Raw text is counted in code points as they are sent")
    func raw() throws {
        let schema = Schema<String>.text(.raw(upTo: 2))
        for text in ["", "a", "😀😀", "e\u{301}"] { #expect(try schema.value(of: .string(text)) == text) }
        for text in ["abc", "ee\u{301}", "\u{0}"] {
            #expect(throws: InvalidInput.self) { try schema.value(of: .string(text)) }
        }
    }

    @Test("Elements of arrays are pointed at by index, and there may be so many")
    func arrays() throws {
        let schema = Schema<[Int64]>.array(of: .integer(1...9), atMost: 3)
        #expect(try schema.value(of: [1, 9]) == [1, 9])
        let error = #expect(throws: InvalidInput.self) { try schema.value(of: [0, 5, 10]) }
        #expect(error?.problems.map(\.place) == [.pointer("/0"), .pointer("/2")])
        #expect(throws: InvalidInput.self) { try schema.value(of: [1, 1, 1, 1]) }
    }

    @Test("What is not JSON is a syntax error, and a fault of ours passes through")
    func otherErrors() throws {
        struct Broken: Error {}
        #expect(throws: JSONSyntaxError.self) { try Self.schema.value(of: ByteBuffer(string: "{")) }
        #expect(throws: Broken.self) { try Schema.boolean.converted { _ in throw Broken() }.value(of: true) as Int }
    }

    private func problems(_ body: String) throws -> [FieldProblem] {
        let error = #expect(throws: InvalidInput.self) { try Self.schema.value(of: ByteBuffer(string: body)) }
        return try #require(error).problems
    }
}
