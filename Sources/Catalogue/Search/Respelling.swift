import SQLEngines

/// Misspelt words.
extension ItemSearch {
    /// The query with its first ``Spelling/mostWords`` of five letters or more also taken for those that `near` says are
    /// one edit off; nil when there are none. At most ``Spelling/mostNeighbours`` for each, the first in alphabetical order.
    func respell(
        _ query: WordQuery, near: (_ word: String) async throws -> Set<String>
    ) async throws -> WordQuery? {
        var (respelt, asked) = (query, 0)
        for (index, ways) in query.words.enumerated() {
            guard let word = ways.first?.word, word.unicodeScalars.count >= 5, ItemWords.isSpellable(word) else {
                continue
            }
            asked += 1
            if asked > Spelling.mostWords { break }
            let words = try await near(word).sorted().prefix(Spelling.mostNeighbours)
            respelt.words[index] += words.map { WordQuery.Alternative(word: $0, isPrefix: false) }
        }
        return respelt == query ? nil : respelt
    }
}

extension FullTextIndex {
    /// Near words are those of the vocabulary and those that wait to become part of it.
    func respell(_ query: WordQuery, in session: any Session) async throws -> WordQuery? {
        let texts: [String] = try await session.all("SELECT words FROM items_fresh WHERE words IS NOT NULL") { row in
            try row.next()
        }
        let fresh = Set(texts.flatMap(ItemWords.spellable))
        return try await respell(query) { word in
            let known = try await Vocabulary(dialect: dialect).neighbours(of: word, in: session)
            return fresh.filter { Spelling.isOneEdit($0, word) }.union(known)
        }
    }
}

extension TermIndex {
    func respell(_ query: WordQuery, in session: any Session) async throws -> WordQuery? {
        try await respell(query) { word in
            Set(try await Vocabulary(dialect: dialect).neighbours(of: word, in: session))
        }
    }
}

extension Spelling {
    /// How many words of a query may be misspelt, each of which costs its lookups.
    fileprivate static let mostWords = 8
    /// How many words a misspelt one may be taken for.
    fileprivate static let mostNeighbours = 64
}
