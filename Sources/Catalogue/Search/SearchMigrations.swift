import SQLEngines

extension Migration {
    /// The words of items and of stores, each engine its own way: ``FullTextIndex`` and ``TermIndex``.
    static let search = Migration(4, "search") { dialect in
        let vocabulary: [SQL] = [
            "CREATE TABLE words (word TEXT \(dialect.binaryCollation) NOT NULL PRIMARY KEY) \(dialect.clustered)",
            """
            CREATE TABLE word_variants (
                variant TEXT \(dialect.binaryCollation) NOT NULL,
                word TEXT \(dialect.binaryCollation) NOT NULL,
                PRIMARY KEY (variant, word)
            ) \(dialect.clustered)
            """,
        ]
        return (dialect.name == .sqlite ? fullText : terms) + vocabulary
    }

    /// Words are found by either half when they are misspelt (``WordHalf``), no more by every text that is the word without
    /// one letter; and they know when they were learnt last (``WordSweeping``), those of before long ago.
    static let wordHalves = Migration(24, "halves of words") { dialect in
        [
            "DROP TABLE word_variants",
            "ALTER TABLE words ADD COLUMN learnt_on INTEGER NOT NULL DEFAULT 0",
            """
            CREATE INDEX words_beginning_idx ON words (length(word), substr(word, 1, (length(word) - 1) / 2), word)
            WHERE \(dialect.hasNoDigit)
            """,
            """
            CREATE INDEX words_end_idx ON words (length(word), substr(word, (length(word) - 1) / 2 + 2), word)
            WHERE \(dialect.hasNoDigit)
            """,
        ]
    }

    private static var terms: [SQL] {
        [
            "CREATE TABLE items_words (item_id BIGINT NOT NULL PRIMARY KEY, words TEXT COLLATE \"C\" NOT NULL)",
            """
            CREATE TABLE items_terms (
                term TEXT COLLATE "C" NOT NULL,
                item_id BIGINT NOT NULL,
                PRIMARY KEY (term, item_id)
            )
            """,
            "CREATE TABLE stores_words (store_id BIGINT NOT NULL PRIMARY KEY, words TEXT COLLATE \"C\" NOT NULL)",
        ]
    }

    /// Which words an item has is all that is asked, so nothing of their places is kept (`detail`, `columnsize`); the
    /// prefix index is for beginnings of one to three letters after the letter that ``ItemWords`` puts first.
    private static var fullText: [SQL] {
        [
            """
            CREATE VIRTUAL TABLE items_fts USING fts5
            (words, tokenize = 'ascii', detail = none, columnsize = 0, prefix = '2 3 4')
            """,
            "CREATE TABLE items_fresh (item_id INTEGER PRIMARY KEY, words TEXT)",
            """
            CREATE VIRTUAL TABLE stores_fts USING fts5
            (words, tokenize = 'ascii', detail = none, columnsize = 0, prefix = '1 2 3')
            """,
        ]
    }
}
