import RESTKit

/// A value's rules in words: `string, 1–80 characters`.
struct SchemaWords: Sendable {
    /// More choices than these are not listed in the line.
    static let mostChoices = 12

    let schema: SchemaDocument

    var text: String {
        let rules = [kind, range, length, digits, choices, size, whenAbsent].compactMap { $0 }
        return rules.joined(separator: ", ") + (schema.isNullable ? " or null" : "")
    }

    private var kind: String {
        switch schema.kind {
        case .string: schema.format == "date-time" ? "time (RFC 3339, UTC)" : "string"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .object: schema.name ?? "object"
        case .array(let element): "array of \(element.name ?? SchemaWords(schema: element).text)"
        case .any: "anything"
        }
    }

    private var range: String? {
        switch (schema.minimum, schema.maximum) {
        case (nil, nil): nil
        case (let least?, nil), (let least?, Int.max?): "at least \(least)"
        case (nil, let most?): "at most \(most)"
        case (let least?, let most?): "\(least)–\(most)"
        }
    }

    private var length: String? {
        guard let characters = schema.characters, schema.choices.isEmpty else { return nil }
        if characters.lowerBound == 0 { return "at most \(characters.upperBound) characters" }
        return "\(characters.lowerBound)–\(characters.upperBound) characters"
    }

    private var digits: String? { schema.fractionDigits.map { "at most \($0) digits after the point" } }

    private var choices: String? {
        if schema.choices.isEmpty { return nil }
        if schema.choices.count > Self.mostChoices { return "one of \(schema.choices.count)" }
        return schema.choices.count == 1 ? "always \(schema.choices[0])" : schema.choices.joined(separator: " or ")
    }

    private var size: String? { schema.maxItems.map { "at most \($0)" } }

    private var whenAbsent: String? { schema.defaultValue.map { "\(JSONText().text($0)) unless given" } }
}
