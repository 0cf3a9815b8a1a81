import SQLEngines

/// Items by their words on SQLite: an FTS5 table, and before it a short table of what was written last.
///
/// FTS5 writes a whole segment at every savepoint, 150–350 µs for one item against 18–28 µs in bulk. So a write puts
/// its words into `items_fresh`, and the write that finds ``most`` of them there moves the lot, in its transaction: the
/// pending list of PostgreSQL's GIN, by hand. A search reads both, so that both together are always in step.
struct FullTextIndex: ItemSearch {
    let dialect = Dialect.sqlite
    /// How many items wait in `items_fresh` at most: each costs every search about a microsecond,
    /// and one for words that may be misspelt up to half a millisecond, where its text is long.
    static let most = 64
    /// How much text a write moves into the index at most, in characters, unless a single item has more: what is taken
    /// out of the index counts too. As much as ``most`` items of a shop have, and few of those that are made to be long.
    static let mostText = 32_768

    func put(_ words: ItemWords, of item: Item.ID, in session: any Session) async throws {
        try await write(words.text, of: item, in: session)
    }

    func forget(_ item: Item.ID, in session: any Session) async throws {
        try await write(nil, of: item, in: session)
    }

    /// nil stands for an item that is gone.
    private func write(_ words: String?, of item: Item.ID, in session: any Session) async throws {
        try await session.execute(
            """
            INSERT INTO items_fresh (item_id, words) VALUES (\(item), \(words))
            ON CONFLICT (item_id) DO UPDATE SET words = excluded.words
            """)
        let waiting: Int? = try await session.value("SELECT count(*) FROM items_fresh")
        if let waiting, waiting >= Self.most { try await settle(in: session) }
    }

    /// Moves what is fresh into the index, or of much text a part; the rest waits for the next write.
    private func settle(in session: any Session) async throws {
        let last = try await lastToSettle(in: session)
        let texts: [String] = try await session.all(
            "SELECT words FROM items_fresh WHERE words IS NOT NULL AND item_id <= \(last)"
        ) { row in try row.next() }
        try await Vocabulary(dialect: dialect).learn(texts, in: session)
        try await session.execute(
            "DELETE FROM items_fts WHERE rowid IN (SELECT item_id FROM items_fresh WHERE item_id <= \(last))")
        try await session.execute(
            """
            INSERT INTO items_fts (rowid, words)
            SELECT item_id, words FROM items_fresh WHERE words IS NOT NULL AND item_id <= \(last) ORDER BY item_id
            """)
        try await session.execute("DELETE FROM items_fresh WHERE item_id <= \(last)")
    }

    /// The first that wait, whose texts of now and of before are ``mostText`` together, or the first alone.
    private func lastToSettle(in session: any Session) async throws -> Item.ID {
        let waiting: [(id: Item.ID, length: Int)] = try await session.all(
            """
            SELECT f.item_id, coalesce(length(f.words), 0) + coalesce(length(c.c0), 0)
            FROM items_fresh f LEFT JOIN items_fts_content c ON c.id = f.item_id ORDER BY f.item_id
            """
        ) { row in (try row.next(), try row.next()) }
        var room = Self.mostText
        let fitting = waiting.prefix { item in
            room -= item.length
            return room >= 0
        }
        return (fitting.last ?? waiting.first)?.id ?? Item.ID(0)
    }

    func load(_ items: [(id: Item.ID, words: ItemWords)], in session: any Session) async throws {
        try await Vocabulary(dialect: dialect).learn(items.lazy.map(\.words.text), in: session)
        for item in items {
            try await session.execute(
                "INSERT INTO items_fts (rowid, words) VALUES (\(item.id), \(item.words.text))")
        }
    }

    func forget(_ items: [Item.ID], in session: any Session) async throws {
        try await session.execute("DELETE FROM items_fts WHERE rowid IN (\(items.list()))")
        try await session.execute("DELETE FROM items_fresh WHERE item_id IN (\(items.list()))")
    }

    func move(_ items: [(id: Item.ID, words: ItemWords)], to store: Store.ID, in session: any Session) async throws {
        try await forget(items.map(\.id), in: session)
        try await load(items, in: session)
    }

    func forget(upTo last: Item.ID, of store: Store.ID, in session: any Session) async throws {
        let ids: SQL = "SELECT id FROM items WHERE store_id = \(store) AND id <= \(last)"
        try await session.execute("DELETE FROM items_fts WHERE rowid IN (\(ids))")
        try await session.execute("DELETE FROM items_fresh WHERE item_id IN (\(ids))")
    }
}

extension FullTextIndex {
    func hits(_ query: WordQuery, _ rank: WordRank?) -> SQL {
        """
        (SELECT rowid AS id FROM items_fts WHERE items_fts MATCH \(MatchExpression(query: query).text(rank))
         AND rowid NOT IN (SELECT item_id FROM items_fresh)
         UNION ALL SELECT item_id FROM items_fresh WHERE \(fresh(query, rank)))
        """
    }

    /// SQLite merges the two ordered parts row by row, as they are asked for; but for the limit it would leave their
    /// order out, there being none to a table.
    func hits(_ query: WordQuery, _ rank: WordRank?, after: Int64, descending: Bool) -> SQL {
        let beyond: SQL = descending ? "< \(after)" : "> \(after)"
        let direction: SQL = descending ? "DESC" : "ASC"
        return """
            (SELECT rowid AS id FROM items_fts WHERE items_fts MATCH \(MatchExpression(query: query).text(rank))
             AND rowid \(beyond) AND rowid NOT IN (SELECT item_id FROM items_fresh)
             UNION ALL SELECT item_id FROM items_fresh WHERE item_id \(beyond) AND \(fresh(query, rank))
             ORDER BY 1 \(direction) LIMIT -1)
            """
    }

    func orderOfHits(descending: Bool) -> SQL { "" }

    /// Looks at the item's own words: what FTS5 keeps of each row, unless fresher ones wait.
    func finds(_ query: WordQuery, _ rank: WordRank?) -> SQL {
        """
        EXISTS (SELECT 1 FROM items_fts_content c WHERE c.id = i.id AND \(condition("c.c0", query, rank))
         AND c.id NOT IN (SELECT item_id FROM items_fresh)
         UNION ALL SELECT 1 FROM items_fresh f WHERE f.item_id = i.id AND \(condition("f.words", query, rank)))
        """
    }

    /// The `+` keeps the hits from being looked up one by one, which would leave the order to be sorted.
    func isAmongHits(_ query: WordQuery, _ rank: WordRank?) -> SQL? {
        "+i.id IN (SELECT h.id FROM \(hits(query, rank)) h)"
    }

    func holds(_ word: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM items_fts WHERE items_fts MATCH '"n' || \(word) || '" OR "d' || \(word) || '"')
        """
    }

    /// It reads an item when it needs more of it than the index has.
    var asksSetFirst: Bool { false }

    private func fresh(_ query: WordQuery, _ rank: WordRank?) -> SQL { condition("words", query, rank) }

    private func condition(_ column: SQL, _ query: WordQuery, _ rank: WordRank?) -> SQL {
        TextCondition(query: query, column: column, place: "instr").sql(rank)
    }
}

extension FullTextIndex {
    /// How many words a beginning may stand for before the index is asked for the beginning itself.
    private static let mostEndings = 64

    /// FTS5 gathers every item of every word that begins so before it answers the first, unless its prefix index has
    /// that beginning (of one to three letters). A few whole words it walks one item at a time.
    func prepare(_ query: WordQuery, in session: any Session) async throws -> WordQuery {
        guard let last = query.words.last?.first, last.isPrefix, last.word.unicodeScalars.count > 3 else {
            return query
        }
        var prepared = query
        prepared.endings = try await Vocabulary(dialect: dialect).words(
            beginning: last.word, atMost: Self.mostEndings, in: session)
        return prepared
    }
}
