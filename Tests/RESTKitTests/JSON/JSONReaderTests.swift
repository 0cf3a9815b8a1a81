import NIOCore
import RESTKit
import Testing

/// RFC 8259, case by case: what must be read and what must be refused.
@Suite struct JSONReaderTests {
    @Test(
        "Every value of the grammar is read",
        arguments: [
            ("null", .null), ("true", .boolean(true)), ("false", .boolean(false)), ("\"\"", ""), ("[]", []),
            ("{}", [:]),
            (" \t\r\n null \n", .null), ("[ ]", []), ("{ }", [:]), ("[null , 1]", [nil, 1]), ("[[[]]]", [[[]]]),
            ("{\"\":1}", ["": 1]), ("{\"b\":1,\"a\":{\"b\":2}}", ["b": 1, "a": ["b": 2]]),
            ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\u{8}\u{C}\n\r\t"), ("\"\\u00e9\\u0000\"", "\u{E9}\u{0}"),
            ("\"\\ud83d\\uDE00\"", "😀"), ("\"\\uFFFF\"", "\u{FFFF}"), ("\"\u{7F}\u{2028}😀\"", "\u{7F}\u{2028}😀"),
            ("\"\\u005C\"", "\\"), ("\"a\\u0301\"", "a\u{301}"), ("\"\u{FEFF}\"", "\u{FEFF}"),
        ] as [(String, JSON)])
    func accepted(text: String, value: JSON) throws {
        #expect(try JSONReader.read(ByteBuffer(string: text)) == value)
    }

    @Test(
        "A number keeps its literal",
        arguments: [
            "0", "-0", "1", "-12", "1.5", "0.0", "1e5", "1E+5", "1e-5", "-0.10e00", "123456789012345678901234567890",
            "1e1000000000000000000000",
        ])
    func numbers(literal: String) throws {
        let json = try JSONReader.read(ByteBuffer(string: literal))
        guard case .number(let number) = json else { return #expect(Bool(false), "\(json)") }
        #expect(number.literal == literal)
    }

    @Test(
        "What is not JSON is refused with the place and a reason",
        arguments: [
            ("", 0, "there is nothing to read"), (" \n", 0, "there is nothing to read"),
            ("[1,]", 3, "no value begins like this"), ("{\"a\":1,}", 7, "a key in double quotes is missing"),
            ("[,1]", 1, "no value begins like this"), ("[1 2]", 3, "',' or ']' is missing"),
            ("[1", 2, "',' or ']' is missing"), ("[1,", 3, "a value is missing at the end"), ("{", 1, "a key"),
            ("{\"a\"}", 4, "':' is missing"), ("{\"a\":}", 5, "no value"), ("{\"a\":1", 6, "',' or '}' is missing"),
            ("{a:1}", 1, "a key in double quotes is missing"), ("{'a':1}", 1, "a key"), ("{1:1}", 1, "a key"),
            ("{\"a\":1 \"b\":2}", 7, "',' or '}' is missing"), ("null x", 5, "something follows the value"),
            ("{}{}", 2, "something follows"), ("1 1", 2, "something follows"), ("]", 0, "no value"),
            ("nul", 0, "no value"),
            ("nulll", 4, "something follows"), ("True", 0, "no value"), ("NaN", 0, "no value"),
            ("Infinity", 0, "no value"),
            ("-Infinity", 0, "a number is malformed"), ("-", 0, "a number"), ("+1", 0, "no value"),
            (".5", 0, "no value"),
            ("1.", 0, "a number is malformed"), ("-.5", 0, "a number"), ("1e", 0, "a number"), ("1e+", 0, "a number"),
            ("01", 0, "a number"), ("-01", 0, "a number"), ("00", 0, "a number"), ("1.e1", 0, "a number"),
            ("0x10", 1, "something follows"), ("1_000", 1, "something follows"), ("// x\n1", 0, "no value"),
            ("[1]/**/", 3, "something follows"), ("\"a", 0, "a string does not end"),
            ("\"\\\"", 0, "a string does not end"),
            ("\"\\x41\"", 1, "an escape is unknown"), ("\"\\", 1, "an escape does not end"),
            ("\"\\u12\"", 1, "\\u needs four hexadecimal digits"), ("\"\\u12G4\"", 1, "\\u needs"),
            ("\"a\nb\"", 2, "a control character"), ("\"a\u{0}\"", 2, "a control character"),
            ("\"\\n\u{1F}\"", 3, "a control character"), ("'a'", 0, "no value"), ("\u{A0}1", 0, "no value"),
            ("\"\\ud800\"", 1, "half of a surrogate pair"), ("\"\\udc00\"", 1, "half of a surrogate pair"),
            ("\"\\ud800\\ud800\"", 1, "half of a surrogate pair"), ("\"\\ud800x\"", 1, "half of a surrogate"),
            ("\"\\udc00\\ud800\"", 1, "half of a surrogate pair"), ("\"\\udc00\\udc00\"", 1, "half of a surrogate"),
            ("\"\\ud800\\n\"", 1, "half of a surrogate"),
            ("{\"a\":1,\"a\":2}", 7, "a key is given twice"), ("{\"a\":1,\"\\u0061\":2}", 7, "a key is given twice"),
            ("{\"\":1,\"\":1}", 6, "a key is given twice"), ("[{\"a\":1,\"b\":2,\"a\":3}]", 14, "a key is given twice"),
            ("\u{FEFF}{}", 0, "a byte order mark"),
        ])
    func refused(text: String, offset: Int, reason: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONReader.read(ByteBuffer(string: text)) }
        #expect(error?.offset == offset)
        #expect(error?.reason.hasPrefix(reason) == true, "\(error?.reason ?? "")")
    }

    @Test(
        "Bytes that are not UTF-8 are refused where they stand",
        arguments: [
            ([0x22, 0xC0, 0xAF, 0x22], 1, "the text is not valid UTF-8"),
            ([0x22, 0xE0, 0x80, 0xAF, 0x22], 1, "the text is"),
            ([0x22, 0x61, 0xED, 0xA0, 0x80, 0x22], 2, "the text is not valid UTF-8"),
            ([0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], 1, "the text is"), ([0x22, 0x80, 0x22], 1, "the text is not valid"),
            ([0x22, 0xE2, 0x82, 0x22], 1, "the text is not valid UTF-8"), ([0x22, 0xFF, 0x22], 1, "the text is"),
            ([0x7B, 0x7D, 0xC3], 2, "the text is not valid UTF-8"),
            ([0xFE, 0xFF, 0x00, 0x31], 0, "the text is not UTF-8 but"),
            ([0xFF, 0xFE, 0x31, 0x00], 0, "the text is not UTF-8 but"), ([0x31, 0x00], 0, "the text is not UTF-8 but"),
            ([0x00, 0x31], 0, "the text is not UTF-8 but"), ([0x00, 0x00, 0x00, 0x31], 0, "the text is not UTF-8 but"),
            ([0x31, 0x20, 0x00], 2, "something follows"),
        ] as [([UInt8], Int, String)])
    func notUTF8(bytes: [UInt8], offset: Int, reason: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONReader.read(bytes) }
        #expect(error?.offset == offset)
        #expect(error?.reason.hasPrefix(reason) == true, "\(error?.reason ?? "")")
    }

    @Test("Every prefix of a document is refused, and the whole is read")
    func prefixes() throws {
        let text = Array(#"{"a":[1.5e3,"x\u00e9\\",{"b":null}],"c":true,"d":{}}"#.utf8)
        for end in 0..<text.count {
            #expect(throws: JSONSyntaxError.self, "\(end)") { try JSONReader.read(Array(text[..<end])) }
        }
        #expect(throws: Never.self) { try JSONReader.read(text) }
    }

    @Test("An error is one sentence with its place")
    func sentence() {
        let error = #expect(throws: JSONSyntaxError.self) { try JSONReader.read(ByteBuffer(string: "[1,]")) }
        #expect(error?.description == "The body is not valid JSON: at byte 3, no value begins like this.")
    }
}
