import SQLEngines

extension FullTextIndex {
    /// How many words a beginning may stand for before the index is asked for the beginning itself.
    private static let mostEndings = 64
    /// How many words a misspelt one may be taken for.
    private static let mostNeighbours = 64

    /// FTS5 gathers every item of every word that begins so before it answers the first, unless its prefix index has
    /// that beginning (of one to three letters). A few whole words it walks one item at a time.
    func prepare(_ query: WordQuery, in session: any Session) async throws -> WordQuery {
        guard let last = query.words.last?.first, last.isPrefix, last.word.unicodeScalars.count > 3 else {
            return query
        }
        var prepared = query
        prepared.endings = try await Vocabulary().words(
            beginning: last.word, atMost: Self.mostEndings, in: session)
        return prepared
    }

    func respell(_ query: WordQuery, in session: any Session) async throws -> WordQuery? {
        var respelt = query
        for (index, ways) in query.words.enumerated() {
            guard let word = ways.first?.word, word.unicodeScalars.count >= 5, ItemWords.isSpellable(word) else {
                continue
            }
            let near = try await neighbours(of: word, in: session)
            respelt.words[index] += near.map { WordQuery.Alternative(word: $0, isPrefix: false) }
        }
        return respelt == query ? nil : respelt
    }

    /// Those of the vocabulary and those that wait to become part of it.
    private func neighbours(of word: String, in session: any Session) async throws -> [String] {
        let known = try await Vocabulary().neighbours(of: word, in: session)
        let texts: [String] = try await session.all("SELECT words FROM items_fresh WHERE words IS NOT NULL") { row in
            try row.next()
        }
        let fresh = texts.flatMap(ItemWords.known).filter { ItemWords.isSpellable($0) && Spelling.isOneEdit($0, word) }
        return Array(Set(known + fresh).sorted().prefix(Self.mostNeighbours))
    }
}
