import Foundation
import RESTKit
import Testing

@Suite struct SchemaDocumentTests {
    @Test("A schema says in JSON Schema what it checks")
    func object() throws {
        let schema = Schema.object(
            "NewThing", description: "A thing.", .required("name", .text(.verbatim(1...80)).documented(title: "Name")),
            .required(
                "price", Schema<String>.number(NumberShape(minimum: 0, fractionDigits: 3)) { @Sendable in $0.literal }),
            .nullable("size", .choice([(key: "s", value: 1), (key: "l", value: 2)])),
            .optional("ids", .array(of: .id, atMost: 5))
        ) { _, _, _, _ in 0 }
        let expected: JSON = [
            "type": "object", "description": "A thing.",
            "properties": [
                "name": [
                    "type": "string", "title": "Name", "minLength": 1, "maxLength": 80, "pattern": "^[^\\u0000]*$",
                ],
                "price": [
                    "type": "number", "minimum": 0,
                ],
                "size": ["type": ["string", "null"], "enum": ["s", "l", nil]],
                "ids": [
                    "type": "array", "maxItems": 5,
                    "items": [
                        "type": "integer", "format": "int64", "minimum": 1, "maximum": 9_223_372_036_854_775_807,
                    ],
                ],
            ], "required": ["name", "price"], "additionalProperties": false,
        ]
        #expect(schema.document.definition == expected)
        #expect(schema.document.json == ["$ref": "#/components/schemas/NewThing"])
        #expect(
            schema.document.orNull.json == ["anyOf": [["$ref": "#/components/schemas/NewThing"], ["type": "null"]]])
    }

    @Test("A form can be built from the fields: name, label, limits, and whether they are required")
    func form() {
        let schema = Schema.object(
            "Form", .required("name", .text(.trimmed(1...80)).documented(title: "Name")),
            .nullable("note", .text(.trimmed(0...2000, lines: .many)))
        ) { _, _ in 0 }
        let fields = schema.document.properties
        #expect(fields.map(\.name) == ["name", "note"])
        #expect(fields.map(\.isRequired) == [true, false])
        #expect(fields.map(\.document.characters) == [1...80, 0...2000])
        #expect(fields.map(\.document.isMultiline) == [false, true])
        #expect(fields.map(\.document.isNullable) == [false, true])
        #expect(fields[0].document.title == "Name")
    }

    /// The patterns are ECMA-262 and are tried with ICU's engine, which reads the same classes.
    @Test(
        "The pattern of a trimmed line lets through what will be stored, and nothing else",
        arguments: [
            ("a", true), ("Oak & Co.", true), (" \t\nname\u{3000}\r\n", true), ("é😀", true), ("a\u{AD}b", true),
            (String(repeating: "x", count: 80), true), (String(repeating: " ", count: 90) + "x", true), ("a b", true),
            ("", false), (" ", false), ("\u{3000}\u{85}", false), ("a\nb", false), ("a\tb", false), ("a\u{0}", false),
            ("\u{0}", false), ("\u{1F}a", false), ("a\u{7F}b", false), ("a\u{85}b", false), ("a\u{2028}b", false),
            (String(repeating: "x", count: 81), false), ("x" + String(repeating: " ", count: 79) + "x", false),
        ])
    func line(text: String, matches: Bool) throws {
        let pattern = try #require(Schema.text(.trimmed(1...80)).document.pattern)
        #expect(try isMatch(text, pattern) == matches)
    }

    @Test(
        "The pattern of several lines takes line ends and tabs, and may be blank",
        arguments: [
            ("", true), (" \n", true), ("a\n\tb\r\nc", true), ("\u{3000}a", true),
            (String(repeating: "é", count: 2000), true),
            ("a\u{2028}b", true), ("a\u{0}b", false), ("a\u{B}b", false), ("a\u{85}b", false), ("\u{1B}", false),
            (String(repeating: "x", count: 2001), false),
        ])
    func lines(text: String, matches: Bool) throws {
        let pattern = try #require(Schema.text(.trimmed(0...2000, lines: .many)).document.pattern)
        #expect(try isMatch(text, pattern) == matches)
    }

    private func isMatch(_ text: String, _ pattern: String) throws -> Bool {
        let whole = NSRange(location: 0, length: text.utf16.count)
        return try NSRegularExpression(pattern: pattern).firstMatch(in: text, range: whole) != nil
    }
}
