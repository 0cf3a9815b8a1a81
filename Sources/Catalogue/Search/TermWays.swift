import SQLEngines

/// How a search on PostgreSQL goes through items: some that have all that can be found, each of which is then asked
/// for all of the words.
struct TermWay: Sendable, Equatable {
    enum Kind: Sendable, Equatable {
        /// The items of these ranges of terms, few enough to be gathered and sorted.
        case gathered([TermRange])
        /// The items of these terms, each list in the order of the ids.
        case lists([String])
        /// The items of the search's store.
        case store(Store.ID)
        /// All items, where those that are looked for are many.
        case everything
    }

    var kind: Kind
    /// How many items there are on the way at most; nil for many.
    var most: Int?

    static let everything = TermWay(kind: .everything, most: nil)
}

/// The ways of one search, which differ by the places where its words must stand.
struct TermWays: Sendable, Equatable {
    var inName: TermWay
    var elsewhere: TermWay
    var anywhere: TermWay

    /// The way to what the search finds at `rank`, or at any.
    subscript(rank: WordRank?) -> TermWay {
        switch rank {
        case .inName: inName
        case .elsewhere: elsewhere
        case nil: anywhere
        }
    }
}

/// Terms from `low` up to `high`, which is left out: one whole term, or all that begin with one.
struct TermRange: Sendable, Hashable {
    let term: String
    let isPrefix: Bool

    init(_ place: String, _ alternative: WordQuery.Alternative) {
        term = place + alternative.word
        isPrefix = alternative.isPrefix
    }

    var low: String { term }
    var high: String { term + (isPrefix ? "\u{10FFFF}" : "\u{1}") }
}

extension [TermRange] {
    /// The ranges as a table `r (low, high)` of a text that is the same for any number of them.
    var table: SQL {
        let (low, high) = (map(\.low).joined(separator: " "), map(\.high).joined(separator: " "))
        return "unnest(string_to_array(\(low), ' '), string_to_array(\(high), ' '))"
    }
}

extension SQL {
    /// The terms `x.term` that are in the range `r`.
    static var inRange: SQL { "x.term >= r.low COLLATE \"C\" AND x.term < r.high COLLATE \"C\"" }
}
