public import SQLEngines

/// What a store, an item or a tag is called: 1–80 characters on one line (API.md §2).
public struct Name: Sendable, Equatable {
    /// As it is shown: NFC, trimmed.
    public let text: String
    /// What it is compared and sorted by, without regard to case.
    public let key: String

    static let rule = TextRule(maximum: 80, allowsLines: false)

    /// Throws `min_length` when nothing but white space is given, `max_length` or `characters`.
    public init(_ raw: String) throws(ValueError) {
        let text = try Self.rule.clean(raw)
        guard !text.isEmpty else { throw ValueError("min_length", "must not be blank") }
        self.text = text
        self.key = text.caseFolded
    }

    /// The key that a name given in a query would have; nil for what cannot be a name.
    static func key(of raw: String) -> String? { try? Name(raw).key }
}

extension Name: SQLEncodable {
    public var sqlValue: SQLValue { .text(text) }
}
