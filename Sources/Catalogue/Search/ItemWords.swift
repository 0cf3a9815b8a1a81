/// The words of an item as the search keeps them: one term for each word, told apart by where it stands.
///
/// `n` begins a word of the name, `d` one that only the description has, and `s` is followed by the store's id, so that
/// a search in one store costs what that store has. Each word is in exactly one of the two places: the first rank of
/// a search (all words in the name) and the second never need to look at each other's items.
struct ItemWords {
    /// All terms, none twice.
    let terms: [String]

    init(name: String, description: String?, storeID: Store.ID) {
        let names = SearchWords.of(name)
        let others = description.map(SearchWords.of) ?? []
        let inName = Set(names)
        terms =
            names.map { "n" + $0 } + others.lazy.filter { !inName.contains($0) }.map { "d" + $0 }
            + [Self.term(of: storeID)]
    }

    /// The terms in one text with a blank before and after each.
    var text: String { terms.reduce(into: " ") { text, term in text += term + " " } }

    /// The words in a ``text`` that a vocabulary keeps: of four letters or digits and more.
    static func known(in text: String) -> [String] {
        text.utf8.split(separator: UInt8(ascii: " ")).compactMap { term in
            guard term.first != UInt8(ascii: "s") else { return nil }
            let word = Substring(term.dropFirst())
            return word.unicodeScalars.count >= 4 ? String(word) : nil
        }
    }

    /// Whether a misspelt word may be taken for this one: of letters alone, 4 to 32 of them. Numbers are not misspelt.
    static func isSpellable(_ word: String) -> Bool {
        (4...32).contains(word.unicodeScalars.count)
            && !word.unicodeScalars.contains { $0.properties.generalCategory == .decimalNumber }
    }

    /// The words in a ``text`` that a misspelt one may be taken for.
    static func spellable(in text: String) -> [String] { known(in: text).filter(isSpellable) }

    static func term(of store: Store.ID) -> String { "s\(store)" }
}
