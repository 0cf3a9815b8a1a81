import SQLEngines

extension Migration {
    /// The words of items. PostgreSQL's own index comes with its engine.
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
        return dialect.name == .sqlite ? fullText + vocabulary : vocabulary
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
