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

    /// The statement that makes words known, behind other parts of its `WITH`; on PostgreSQL. Who learns a word that
    /// nobody knew waits for others who do, in the order of the words. A word that is known is waited for by nobody: an
    /// import would keep all who write "blue" waiting. Whoever has it renews it, or drops it as nobody's in this very
    /// moment, and then it is learnt again when an item gets it an hour later.
    func learning(_ words: some Collection<String>, after others: SQL = "") -> SQL {
        """
        WITH \(others) learnt AS (
            SELECT new.word COLLATE "C" AS word FROM unnest(\(text: Array(words))) AS new (word)
        ), renewed AS (
            UPDATE words SET learnt_on = \(dialect.today) WHERE word IN (
                SELECT k.word FROM words k
                WHERE k.word IN (SELECT word FROM learnt) AND k.learnt_on < \(dialect.today) FOR UPDATE SKIP LOCKED)
        )
        INSERT INTO words (word, learnt_on)
        SELECT n.word, \(dialect.today) FROM learnt n
        WHERE NOT EXISTS (SELECT 1 FROM words k WHERE k.word = n.word) ORDER BY n.word
        ON CONFLICT DO NOTHING
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

extension Dialect {
    /// A condition on `word`: it has no digit, and so may be misspelt. Numbers would be the first of every half.
    var hasNoDigit: SQL {
        switch name {
        case .sqlite: "word NOT GLOB '*[0-9]*'"
        case .postgres: "word !~ '[0-9]'"
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
            SELECT word FROM (SELECT word FROM words WHERE \(half.condition) AND \(dialect.hasNoDigit)
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
