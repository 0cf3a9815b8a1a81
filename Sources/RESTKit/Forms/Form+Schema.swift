extension Form {
    /// The form's fields as a body of JSON would have said them, by the rules of its schema: so that a form and the API
    /// cannot disagree. Fields that the schema does not know are passed over.
    ///
    /// Throws ``InvalidInput`` with every wrong field, or what a conversion of ours failed with.
    public func value<Value>(of schema: Schema<Value>) throws -> Value {
        let members = schema.document.properties.compactMap { property in
            self[property.name].flatMap { Self.json($0, property) }.map {
                JSONObject.Member(name: property.name, value: $0)
            }
        }
        return try schema.value(of: .object(JSONObject(members)))
    }

    /// nil: as if it was not sent. An empty box means nothing, or null where that may be said.
    private static func json(_ text: String, _ property: SchemaDocument.Property) -> JSON? {
        let document = property.document
        if text.allSatisfy(\.isWhitespace) {
            if document.isNullable { return .null }
            return property.isRequired || document.kind == .string && document.choices.isEmpty ? .string("") : nil
        }
        switch document.kind {
        case .integer, .number: return FormNumber.json(text)
        case .boolean: return .boolean(text == "true" || text == "on")
        case .string, .object, .array, .any: return .string(text)
        }
    }
}

/// A number as people type it: `+7`, `007`, `.5` and `5.` are not JSON, and still numbers.
public enum FormNumber {
    /// What is typed, without the blanks that people put between digits; longer than any number it is left as it is.
    public static func withoutBlanks(_ text: String) -> String {
        text.utf8.count <= longest ? text.filter { !$0.isWhitespace } : text
    }

    /// Bytes. More is nothing that anybody types, and taken as programs spell it or not at all.
    static let longest = 100

    /// The number, or the text as it is, for the schema to refuse.
    static func json(_ text: String) -> JSON {
        guard text.utf8.count <= longest else { return JSONNumber(literal: text).map { .number($0) } ?? .string(text) }
        var digits = Substring(withoutBlanks(text))
        let isNegative = digits.first == "-"
        if isNegative || digits.first == "+" { digits = digits.dropFirst() }
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = parts[0].drop { $0 == "0" }
        let fraction = parts.count > 1 ? parts[1] : ""
        guard parts[0].count + fraction.count > 0, (parts[0] + fraction).utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return .string(text) }
        let literal = (isNegative ? "-" : "") + (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
        return JSONNumber(literal: literal).map { .number($0) } ?? .string(text)
    }

    /// The number as programs spell it, or the text as it is.
    static func spelt(_ text: String) -> String {
        if case .number(let number) = json(text) { number.literal } else { text }
    }
}
