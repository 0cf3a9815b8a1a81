import NIOCore
import RESTKit
import Testing

@Suite struct JSONWriterTests {
    @Test("Commas stand between members and elements, at every depth, and nowhere else")
    func commas() {
        var writer = JSONWriter()
        writer.beginObject()
        writer.field("id", 7)
        writer.field("name", "oak")
        writer.field("note", String?.none)
        writer.beginObject("empty")
        writer.endObject()
        writer.beginArray("list")
        writer.integer(1)
        writer.beginArray()
        writer.endArray()
        writer.beginObject()
        writer.field("ok", true)
        writer.endObject()
        writer.null()
        writer.endArray()
        writer.field("price", decimal: 1599, digits: 2)
        writer.field("raw", number: "1e3")
        writer.key("any \"key\"")
        writer.boolean(false)
        writer.endObject()
        let expected =
            #"{"id":7,"name":"oak","note":null,"empty":{},"list":[1,[],{"ok":true},null],"#
            + #""price":15.99,"raw":1e3,"any \"key\"":false}"#
        #expect(String(buffer: writer.finish()) == expected)
    }

    @Test("Quotes, backslashes and control characters are escaped, nothing else is")
    func escapes() {
        #expect(written { $0.string("a\"b\\c/d") } == #""a\"b\\c/d""#)
        #expect(written { $0.string("\u{8}\t\n\u{C}\r\u{0}\u{1F}\u{7F}") } == "\"\\b\\t\\n\\f\\r\\u0000\\u001f\u{7F}\"")
        #expect(written { $0.string("é\u{301}😀\u{2028}") } == "\"é\u{301}😀\u{2028}\"")
        #expect(written { $0.string("") } == "\"\"")
    }

    @Test(
        "What is escaped is escaped wherever it stands, and what is not is not",
        arguments: ["\"", "\\", "\n", "\u{0}", "\u{1F}", " ", "!", "#", "[", "]", "\u{7F}", "é", "\u{22}\u{5C}\u{1}"])
    func everyPlace(_ special: String) {
        for length in 0...33 {
            for place in 0...length {
                let after = String(repeating: "~", count: length - place)
                let text = String(repeating: "x", count: place) + special + after
                #expect(written { $0.string(text) } == Self.quoted(text))
                #expect(written { $0.string(text + special) } == Self.quoted(text + special))
            }
        }
    }

    @Test("Names and texts of all lengths stand beside each other unchanged, however small the room was")
    func growing() {
        for length in 0...80 {
            let text = String(repeating: "y", count: length)
            let expected = #"{"a":"\#(text)","bc":1,"a name longer than sixteen":-12,"description":"\#(text)"}"#
            let json = written { writer in
                writer.beginObject()
                writer.field("a", text)
                writer.field("bc", 1)
                writer.field("a name longer than sixteen", -12)
                writer.field("description", text)
                writer.endObject()
            }
            #expect(json == expected)
        }
    }

    /// RFC 8259 §7, byte by byte.
    private static func quoted(_ text: String) -> String {
        let escapes: [Unicode.Scalar: String] = ["\"": "\\\"", "\\": "\\\\", "\n": "\\n"]
        return text.unicodeScalars.reduce(into: "\"") { quoted, scalar in
            if let escape = escapes[scalar] {
                quoted += escape
            } else if scalar.value < 0x20 {
                quoted += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            } else {
                quoted.unicodeScalars.append(scalar)
            }
        } + "\""
    }

    @Test("Every scalar up to U+2FFF and strings of all lengths come back as they were")
    func roundTrip() throws {
        for value in UInt32(0)..<0x3000 {
            let scalar = try #require(Unicode.Scalar(value))
            let text = String(repeating: "x", count: Int(value % 40)) + String(scalar) + "y"
            let buffer = ByteBuffer(string: written { $0.string(text) })
            #expect(try JSONReader.read(buffer) == .string(text), "\(value)")
        }
    }

    @Test(
        "Integers are written whole",
        arguments: [
            (0, "0"), (9, "9"), (10, "10"), (-1, "-1"), (.max, "9223372036854775807"), (.min, "-9223372036854775808"),
        ] as [(Int64, String)])
    func integers(number: Int64, text: String) {
        #expect(written { $0.integer(number) } == text)
    }

    @Test(
        "Money is written as the shortest exact decimal",
        arguments: [
            (1599, 2, "15.99"), (1530, 2, "15.3"), (1500, 2, "15"), (0, 2, "0"), (5, 3, "0.005"), (50, 3, "0.05"),
            (1500, 0, "1500"), (-5, 2, "-0.05"), (-1500, 2, "-15"), (1_000_000_000_000_000, 3, "1000000000000"),
            (999_999_999_999_999, 2, "9999999999999.99"),
        ] as [(Int64, Int, String)])
    func decimals(units: Int64, digits: Int, text: String) {
        #expect(written { $0.decimal(units, digits: digits) } == text)
    }

    @Test("A time is written as itself, whether or not the one before was the same")
    func times() {
        let times: [Int64] = [1, 1, 0, 1, -1, -1]
        let json = written { writer in
            writer.beginArray()
            for time in times { writer.time(microseconds: time) }
            writer.endArray()
        }
        let expected = times.map { "\"\(RFC3339.text(microseconds: $0))\"" }.joined(separator: ",")
        #expect(json == "[\(expected)]")
    }

    @Test("A tree is written as it was read")
    func tree() throws {
        let text = #"{"b":[1.50,"\n",null,{}],"a":true}"#
        let json = try JSONReader.read(ByteBuffer(string: text))
        #expect(written { $0.value(json) } == text)
    }

    private func written(_ write: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter(capacity: 0)
        write(&writer)
        return String(buffer: writer.finish())
    }
}
