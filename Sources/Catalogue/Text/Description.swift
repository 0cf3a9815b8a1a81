public import SQLEngines

/// What an item is like: 1–2,000 characters, lines and tabs among them; every line end is a line feed (API.md §2).
public struct Description: Sendable, Equatable {
    /// NFC, trimmed.
    public let text: String

    static let rule = TextRule(maximum: 2000, allowsLines: true)

    /// nil for nothing but white space. Throws `max_length` or `characters`.
    public init?(_ raw: String) throws(ValueError) {
        let text = try Self.rule.clean(raw)
        if text.isEmpty { return nil }
        self.text = text
    }
}

extension Description: SQLEncodable {
    public var sqlValue: SQLValue { .text(text) }
}
