/// What a search asks for: every word, each as one of its alternatives, the last one as the beginning of a word.
struct WordQuery: Sendable, Equatable {
    /// One way to meet a word.
    struct Alternative: Sendable, Hashable {
        let word: String
        /// Whether a word that only begins so will do.
        let isPrefix: Bool
    }

    /// For each word of the query the ways to meet it.
    var words: [[Alternative]]
    /// Only items of this store; known to the search so that it costs what the store has.
    var storeID: Store.ID?
    /// The whole words that the last one may begin, where an index is better asked for them.
    var endings: [String]?
    /// For each rank the way to what it finds, as ``TermIndex`` chose it.
    var ways: TermWays?

    /// What the search finds at most, where that is few and known.
    var mostHits: Int? { ways?.anywhere.most }

    /// nil for a text without a word in it.
    init?(_ text: String, in storeID: Store.ID?) {
        let words = SearchWords.of(text)
        guard let last = words.last else { return nil }
        self.words = words.dropLast().map { [Alternative(word: $0, isPrefix: false)] }
        self.words.append([Alternative(word: last, isPrefix: true)])
        self.storeID = storeID
    }
}

/// Where a search's words stand in an item: what relevance is made of.
enum WordRank: Int64, Sendable, CaseIterable {
    /// All of them in the name.
    case inName = 0
    /// All of them in the item, but not all in the name.
    case elsewhere = 1
}
