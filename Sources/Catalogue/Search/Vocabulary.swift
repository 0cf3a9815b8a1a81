import SQLEngines

/// Every word of four letters or more that the index has ever held, and the spellings that are one deletion away.
///
/// Two words are one edit apart exactly when they, or texts one deletion away from them, meet (SymSpell): so finding
/// the words near a misspelt one costs a lookup for each of its letters, however many words are known. Words stay
/// known when their last item goes; a word that finds nothing does no harm.
struct Vocabulary {
    /// Values in one statement: few distinct texts, so that each is prepared once.
    private static let chunk = 32

    /// Makes the words of these texts of ``ItemWords`` known, and found by spellings one deletion away.
    func learn(_ texts: some Sequence<String>, in session: any Session) async throws {
        let new = try await insertWords(Set(texts.flatMap(ItemWords.known)).sorted(), in: session)
        try await learnVariants(of: new, in: session)
    }

    /// The spellings one deletion away from words that are to be found by them, in the order of the words.
    static func variants(of words: [String]) -> [(variant: String, word: String)] {
        words.filter(ItemWords.isSpellable).flatMap { word in
            Spelling.deletions(of: word).map { (variant: $0, word: word) }
        }
    }

    private func learnVariants(of new: [String], in session: any Session) async throws {
        for pairs in chunks(of: Self.variants(of: new)) {
            let rows = pairs.map { pair -> SQL in "(\(pair.variant), \(pair.word))" }
            try await session.execute(
                "INSERT INTO word_variants (variant, word) VALUES \(rows.joined(", ")) ON CONFLICT DO NOTHING")
        }
    }

    /// Those of the words that were not known.
    private func insertWords(_ words: [String], in session: any Session) async throws -> [String] {
        var new: [String] = []
        for words in chunks(of: words) {
            let rows = words.map { word -> SQL in "(\(word))" }
            new += try await session.all(
                "INSERT INTO words (word) VALUES \(rows.joined(", ")) ON CONFLICT DO NOTHING RETURNING word"
            ) { row in try row.next() }
        }
        return new
    }

    /// Pieces of one length; the last is filled up with its last element.
    private func chunks<Element>(of elements: [Element]) -> [[Element]] {
        stride(from: 0, to: elements.count, by: Self.chunk).map { start in
            let piece = elements[start..<min(start + Self.chunk, elements.count)]
            guard let last = piece.last else { return [] }
            return Array(piece) + Array(repeating: last, count: Self.chunk - piece.count)
        }
    }
}

extension Vocabulary {
    /// The known words one edit from `word`, in alphabetical order, at most ``mostNeighbours``.
    func neighbours(of word: String, in session: any Session) async throws -> [String] {
        let forms = [word] + Spelling.deletions(of: word)
        let lists = chunks(of: forms)
        var found: Set<String> = []
        for forms in lists {
            let values = forms.map { form -> SQL in "\(form)" }.joined(", ")
            let near: [String] = try await session.all(
                """
                SELECT word FROM words WHERE word IN (\(values))
                UNION SELECT word FROM word_variants WHERE variant IN (\(values))
                """
            ) { row in try row.next() }
            found.formUnion(near)
        }
        return found.filter { $0 != word && Spelling.isOneEdit($0, word) && ItemWords.isSpellable($0) }.sorted()
    }

    /// The known words that begin with `prefix`, if they are at most `most`.
    func words(beginning prefix: String, atMost most: Int, in session: any Session) async throws -> [String]? {
        let words: [String] = try await session.all(
            """
            SELECT word FROM words WHERE word >= \(prefix) AND word < \(prefix + "\u{10FFFF}")
            ORDER BY word LIMIT \(most + 1)
            """
        ) { row in try row.next() }
        return words.count <= most ? words : nil
    }
}
