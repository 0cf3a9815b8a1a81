import NIOCore
import RESTKit
import Testing

/// Input made to cost: bounds on depth, values, keys and time.
@Suite struct HostileJSONTests {
    private static let bodyLimit = 256 * 1024

    @Test("32 containers may be open at once, the body's own counted, and not 33")
    func depth() throws {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let nested = { (depth: Int) in
                String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
            }
            #expect(throws: Never.self) { try JSONReader.read(ByteBuffer(string: nested(32))) }
            let error = #expect(throws: JSONSyntaxError.self) { try JSONReader.read(ByteBuffer(string: nested(33))) }
            #expect(error?.reason == "more than 32 objects and arrays are open at once")
            #expect(error?.offset == 32 * open.utf8.count)
        }
    }

    @Test("Depth counts what is open, not what was: many shallow containers are fine")
    func breadth() throws {
        let text = "[" + Array(repeating: "[[]]", count: 1000).joined(separator: ",") + "]"
        #expect(throws: Never.self) { try JSONReader.read(ByteBuffer(string: text)) }
    }

    @Test("There may be 10,000 values, containers counted with what is in them, and not 10,001")
    func values() throws {
        for (open, value, close) in [("[", "0", "]"), ("[", "[]", "]"), ("[", "{}", "]"), ("{\"a\":[", "\"\"", "]}")] {
            let most = 10_000 - open.utf8.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") }
            let text = { (count: Int) in
                open + Array(repeating: value, count: count).joined(separator: ",") + close
            }
            #expect(throws: Never.self) { try JSONReader.read(ByteBuffer(string: text(most))) }
            let error = #expect(throws: JSONSyntaxError.self) {
                try JSONReader.read(ByteBuffer(string: text(most + 1)))
            }
            #expect(error?.reason == "there are more than 10000 values")
            #expect(error?.offset == open.utf8.count + most * (value.utf8.count + 1))
        }
    }

    @Test("A quarter of a megabyte of opening brackets is refused at once")
    func brackets() {
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: Self.bodyLimit)
        #expect(throws: JSONSyntaxError.self) { try JSONReader.read(bytes) }
    }

    @Test("A key may have 128 bytes once its escapes are undone, and not 129")
    func keyLength() throws {
        let object = { (key: String) in ByteBuffer(string: "{\"\(key)\":1}") }
        #expect(throws: Never.self) { try JSONReader.read(object(String(repeating: "k", count: 128))) }
        #expect(throws: Never.self) { try JSONReader.read(object(String(repeating: "\\u00e9", count: 64))) }
        for key in [String(repeating: "k", count: 129), String(repeating: "\\u00e9", count: 65)] {
            let error = #expect(throws: JSONSyntaxError.self) { try JSONReader.read(object(key)) }
            #expect(error?.reason == "a key is longer than 128 bytes")
            #expect(error?.offset == 1)
        }
    }

    @Test("Keys are compared by bytes: canonically equivalent ones are two keys")
    func canonicalEquivalence() throws {
        let json = try JSONReader.read(ByteBuffer(string: "{\"\u{E9}\":1,\"e\u{301}\":2}"))
        guard case .object(let object) = json else { return #expect(Bool(false)) }
        #expect(object.members.count == 2)
        #expect(object["e\u{301}"] == 2)
        #expect(object["\u{E9}"] == 1)
        #expect(json != ["\u{E9}": 1, "\u{E9}2": 2])
    }

    @Test("A key given twice is found among many, first and last", arguments: [15, 16, 17, 18, 1000])
    func duplicateAmongMany(count: Int) {
        for twin in [0, count / 2, count - 1] {
            let members = ((0..<count).map { "\"k\($0)\":1" } + ["\"k\(twin)\":2"]).joined(separator: ",")
            let error = #expect(throws: JSONSyntaxError.self) {
                try JSONReader.read(ByteBuffer(string: "{\(members)}"))
            }
            #expect(error?.reason == "a key is given twice")
        }
    }

    /// Each fills a body, or has as many values as one may, and takes some hundredths of a second in a debug build; anything
    /// quadratic takes minutes.
    @Test("No body of 256 KiB costs more than its length", arguments: HostileBody.allCases)
    func boundedCost(kind: HostileBody) throws {
        let body = ByteBuffer(string: kind.text)
        #expect((100_000...Self.bodyLimit).contains(body.readableBytes))
        let schema = Schema.object("Thing", .required("name", .text(.trimmed(1...80)))) { $0 }
        let spent = processorTime {
            #expect(((try? JSONReader.read(body)) != nil) == kind.isTaken)
            _ = try? schema.value(of: body)
        }
        #expect(spent < .seconds(2))
    }
}

/// Bodies that fill the limit with what costs a careless reader most.
enum HostileBody: String, CaseIterable, Sendable {
    case manyKeys, combiningKeys, longNumber, hugeExponent, combiningValue, escapes, manyElements, nested, tooManyNested

    var text: String {
        switch self {
        case .manyKeys: members(9_999) { "\"\(1_000_000_000_000_000 + $0)\":1" }
        case .combiningKeys: members(1900) { "\"" + String(repeating: "\u{301}\u{327}", count: 30) + "\($0)\":1" }
        case .longNumber: "1" + String(repeating: "0", count: 262_000)
        case .hugeExponent: "1e" + String(repeating: "9", count: 262_000)
        case .combiningValue: "\"" + String(repeating: "\u{301}\u{327}", count: 65_000) + "\""
        case .escapes: "\"" + String(repeating: "\\u0301", count: 43_000) + "\""
        case .manyElements: "[" + Array(repeating: "0", count: 9_999).joined(separator: "," + blanks(20)) + "]"
        case .nested: "[" + Array(repeating: nest, count: 312).joined(separator: "," + blanks(600)) + "]"
        case .tooManyNested: "[" + Array(repeating: nest, count: 4_000).joined(separator: ",") + "]"
        }
    }

    /// Whether the reader takes it.
    var isTaken: Bool { self != .tooManyNested }

    private var nest: String { String(repeating: "[", count: 31) + "0" + String(repeating: "]", count: 31) }

    private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

    private func members(_ count: Int, _ member: (Int) -> String) -> String {
        "{" + (0..<count).map(member).joined(separator: ",") + "}"
    }
}
