/// Many values as one, for `unnest(CAST(… AS TEXT[]))` on PostgreSQL: a statement that takes any number of rows keeps one
/// text, and is prepared once. Spelt as PostgreSQL reads an array (its manual, 8.15.6 "Array Input and Output Syntax").
public struct SQLArray: SQLEncodable, Sendable {
    public let sqlValue: SQLValue

    @inlinable
    public init(_ values: some Sequence<some SQLEncodable>) {
        var literal = "{"
        for value in values {
            if literal.utf8.count > 1 { literal += "," }
            switch value.sqlValue {
            case .null: literal += "NULL"
            case .integer(let integer): literal += String(integer)
            case .boolean(let truth): literal += truth ? "t" : "f"
            case .text(let text): Self.quote(text, into: &literal)
            }
        }
        sqlValue = .text(literal + "}")
    }

    @usableFromInline
    static func quote(_ text: String, into literal: inout String) {
        literal += "\""
        if text.utf8.contains(where: isSpecial) {
            for scalar in text.unicodeScalars {
                if scalar == "\"" || scalar == "\\" { literal.unicodeScalars.append("\\") }
                literal.unicodeScalars.append(scalar)
            }
        } else {
            literal += text
        }
        literal += "\""
    }

    private static func isSpecial(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }
}
