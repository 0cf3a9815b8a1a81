import SQLEngines

/// Every word of four letters or more that the index holds, and for some days those that it held.
///
/// A slip of the finger leaves one half of a word as it was (``WordHalf``). So the words near a misspelt one are among
/// those that begin or end as it does: an index of either half finds them, and a word costs a few times its own
/// length.
struct Vocabulary {
    let dialect: Dialect
    /// Values in one statement: few distinct texts, so that each is prepared once.
    private static let chunk = 32

    /// Makes the words of these texts of ``ItemWords`` known; on SQLite.
    func learn(_ texts: some Sequence<String>, in session: any Session) async throws {
        for words in chunks(of: Set(texts.flatMap(ItemWords.known)).sorted()) {
            let rows = words.map { word -> SQL in "(\(word), \(dialect.today))" }
            try await session.execute(
                """
                INSERT INTO words (word, learnt_on) VALUES \(rows.joined(", "))
                ON CONFLICT (word) DO UPDATE SET learnt_on = excluded.learnt_on
                WHERE words.learnt_on < excluded.learnt_on
                """)
        }
    }

    /// The statement that makes words known; on PostgreSQL. In the order of the words: two that learn the same ones wait
    /// for one another, and not in a circle. What was learnt today already nobody waits for.
    func learning(_ words: some Collection<String>) -> SQL {
        """
        INSERT INTO words (word, learnt_on)
        SELECT new.word, \(dialect.today) FROM unnest(\(text: Array(words))) AS new (word)
        WHERE NOT EXISTS (
            SELECT 1 FROM words k WHERE k.word = new.word COLLATE "C" AND k.learnt_on >= \(dialect.today)
        ) ORDER BY new.word COLLATE "C"
        ON CONFLICT (word) DO UPDATE SET learnt_on = excluded.learnt_on WHERE words.learnt_on < excluded.learnt_on
        """
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
    /// Words with the same half that are looked at, the first in alphabetical order: several times what a language has.
    private static let mostOfHalf: SQL = "500"

    /// The known words one edit from `word`, in alphabetical order.
    func neighbours(of word: String, in session: any Session) async throws -> [String] {
        let alike: [String] = try await session.all(alike(word)) { row in try row.next() }
        return Set(alike).filter { Spelling.isOneEdit($0, word) && ItemWords.isSpellable($0) }.sorted()
    }

    /// A statement for the words that have a half as those near `word` may have it.
    func alike(_ word: String) -> SQL {
        let parts = WordHalf.halves(near: word).map { half -> SQL in
            """
            SELECT word FROM (SELECT word FROM words WHERE \(half.condition)
             ORDER BY word LIMIT \(Self.mostOfHalf)) AS part
            """
        }
        return parts.joined(" UNION ALL ")
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
