import Catalogue
import RESTKit

/// A list's query as it came: what is asked for, and the cursor still sealed.
struct Listing<Query: Sendable>: Sendable {
    /// Its page begins at the list's beginning.
    let query: Query
    /// Which list, with which filters, in which order: what the cursor must belong to.
    let meaning: QueryMeaning
    let limit: Int
    let counts: Bool
    /// The cursor that the page begins after.
    let after: String?
    /// The cursor that the page ends before: where a person came from.
    let before: String?

    init(
        _ query: Query, _ meaning: QueryMeaning, limit: Int, counts: Bool, after: String?, before: String? = nil
    ) {
        self.query = query
        self.meaning = meaning
        self.limit = limit
        self.counts = counts
        self.after = after
        self.before = before
    }
}

/// The parameters that every list has.
extension QueryParameter where Value == Int {
    static var limit: Self {
        integer("limit", 1...200, default: 50).documented("How many at most on this page.")
    }
}

extension QueryParameter where Value == Bool {
    static var count: Self {
        flag("count").documented("Whether to count all that match, in `total`. Costs time on a large list.")
    }
}

extension QueryParameter where Value == String? {
    static var after: Self {
        opaque("after").documented(
            "The cursor of the previous page's `next`, unchanged. Only `limit` and `count` may differ from that page.")
    }

    /// For pages, where one goes back too.
    static var before: Self { opaque("before").documented("The cursor that this page ends before.") }

    /// The text of a search; empty is as if not given.
    static func search(_ description: String) -> Self {
        text("q", .verbatim(0...200)) { text in
            guard text.unicodeScalars.count <= 200 else {
                throw InvalidValue("max_length", "must be at most 200 characters long")
            }
            return text.isEmpty ? nil : text
        }
        .documented(description, examples: ["oak chair"])
    }
}

extension QueryParameter {
    /// `id`, `-id`, …: each key, and with `-` in descending order.
    static func sort<Key>(_ keys: [Key], _ description: String) -> Self
    where Value == Sort<Key>?, Key: RawRepresentable<String> & Sendable {
        let words = keys.flatMap { [$0.rawValue, "-" + $0.rawValue] }
        return Self("sort", .choice(words), whenAbsent: nil) { word in
            let descending = word.hasPrefix("-")
            guard let key = Key(rawValue: descending ? String(word.dropFirst()) : word) else {
                throw InvalidValue("choice", "must be one of \(words.joined(separator: ", "))")
            }
            return Sort(by: key, descending: descending)
        }
        .documented(description)
    }
}

extension Sort where Key: RawRepresentable<String> {
    /// As a query spells it: `-price`.
    var word: String { (descending ? "-" : "") + key.rawValue }
}
