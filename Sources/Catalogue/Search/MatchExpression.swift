/// A ``WordQuery`` in FTS5's language. Words are letters and digits alone, so that nothing in them is syntax.
struct MatchExpression {
    let query: WordQuery

    func text(_ rank: WordRank?) -> String {
        let words =
            switch rank {
            case .inName: inName
            case .elsewhere: elsewhere
            case nil: all(query.words.map(anywhere))
            }
        guard let store = query.storeID else { return words }
        return "(\(words)) AND \(quoted(ItemWords.term(of: store), isPrefix: false))"
    }

    private var inName: String { all(query.words.map { term($0, "n") }) }

    /// For few words spelt out as "one of them stands in the description alone", which costs what it finds; written
    /// as "anywhere but not all in the name" it would have to walk past every item of the first rank.
    private var elsewhere: String {
        guard query.words.count <= 4 else { return "(\(all(query.words.map(anywhere)))) NOT (\(inName))" }
        let ways = query.words.indices.map { outside in
            let terms = query.words.indices.map { index in
                index == outside ? term(query.words[index], "d") : anywhere(query.words[index])
            }
            return "(" + all(terms) + ")"
        }
        return "(\(ways.joined(separator: " OR "))) NOT (\(inName))"
    }

    private func anywhere(_ word: [WordQuery.Alternative]) -> String {
        "(" + term(word, "n") + " OR " + term(word, "d") + ")"
    }

    private func term(_ word: [WordQuery.Alternative], _ place: String) -> String {
        let terms = word.flatMap { alternative in
            guard alternative.isPrefix, let endings = query.endings else {
                return [quoted(place + alternative.word, isPrefix: alternative.isPrefix)]
            }
            return endings.map { quoted(place + $0, isPrefix: false) }
        }
        // No item has a term without a word, so that an empty list finds nothing.
        return "(" + (terms.isEmpty ? quoted(place, isPrefix: false) : terms.joined(separator: " OR ")) + ")"
    }

    private func all(_ terms: [String]) -> String { terms.joined(separator: " AND ") }

    private func quoted(_ term: String, isPrefix: Bool) -> String { "\"\(term)\"" + (isPrefix ? " *" : "") }
}
