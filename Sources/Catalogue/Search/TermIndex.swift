import SQLEngines

/// Items by their words on PostgreSQL: for every term the items that have it, in the order of their ids, and for every
/// item its terms.
///
/// A page is read from where it begins and ends with its last row, however many items have a word. (GIN gathers and
/// sorts all of them first: 32 ms for a word of 29,000 items, against 0.1 ms; it takes a tenth of the room.) What is
/// written is found at once, in the same transaction too.
struct TermIndex: ItemSearch {
    let dialect = Dialect.postgres
    /// How many items of a word are counted, and gathered and sorted rather than merged: a fraction of a millisecond.
    var few = 1000

    /// One statement for the item's words and terms; what it no longer has goes.
    func put(_ words: ItemWords, of item: Item.ID, in session: any Session) async throws {
        let others: SQL = """
            term AS (
                SELECT unnest(string_to_array(\(words.terms.joined(separator: " ")), ' ')) COLLATE "C" AS term
            ), gone AS (
                DELETE FROM items_terms x
                USING items_words w CROSS JOIN LATERAL unnest(string_to_array(btrim(w.words), ' ')) AS old (term)
                WHERE w.item_id = \(item) AND x.item_id = \(item) AND x.term = old.term COLLATE "C"
                AND x.term NOT IN (SELECT term FROM term)
            ), kept AS (
                INSERT INTO items_words (item_id, words) VALUES (\(item), \(words.text))
                ON CONFLICT (item_id) DO UPDATE SET words = excluded.words
            ), listed AS (
                INSERT INTO items_terms (term, item_id) SELECT term, \(item) FROM term ON CONFLICT DO NOTHING
            ),
            """
        try await session.post([learning([words], after: others)])
    }

    func learn(_ words: [ItemWords], in session: any Session) async throws {
        try await session.post([learning(words)])
    }

    func load(_ items: [(id: Item.ID, words: ItemWords)], in session: any Session) async throws {
        if items.isEmpty { return }
        try await session.post([adding(items), learning(items.map(\.words))])
    }

    func forget(_ item: Item.ID, in session: any Session) async throws {
        try await forget("w.item_id = \(item)", in: session)
    }

    func forget(_ items: [Item.ID], in session: any Session) async throws {
        try await forget("w.item_id IN (\(items.list()))", in: session)
    }

    /// The store is the last of an item's terms.
    func move(_ items: [(id: Item.ID, words: ItemWords)], to store: Store.ID, in session: any Session) async throws {
        let ids = items.map(\.id).list()
        let term = ItemWords.term(of: store)
        try await session.execute(
            """
            DELETE FROM items_terms x USING items i
            WHERE i.id IN (\(ids)) AND x.item_id = i.id AND x.term = ('s' || i.store_id) COLLATE "C"
            """)
        try await session.execute(
            "INSERT INTO items_terms (term, item_id) SELECT \(term), id FROM items WHERE id IN (\(ids))")
        try await session.execute(
            """
            UPDATE items_words SET words = regexp_replace(words, ' s[0-9]+ $', \(" " + term + " "))
            WHERE item_id IN (\(ids))
            """)
    }

    func forget(upTo last: Item.ID, of store: Store.ID, in session: any Session) async throws {
        try await forget(
            "w.item_id IN (SELECT id FROM items WHERE store_id = \(store) AND id <= \(last))", in: session)
    }

    func holds(_ word: SQL) -> SQL {
        """
        EXISTS (SELECT 1 FROM items_terms x WHERE x.term = 'n' || \(word))
        OR EXISTS (SELECT 1 FROM items_terms x WHERE x.term = 'd' || \(word))
        """
    }

    private func forget(_ items: SQL, in session: any Session) async throws {
        try await session.execute(
            """
            WITH gone AS (DELETE FROM items_words w WHERE \(items) RETURNING w.item_id, w.words)
            DELETE FROM items_terms x
            USING gone CROSS JOIN LATERAL unnest(string_to_array(btrim(gone.words), ' ')) AS old (term)
            WHERE x.term = old.term COLLATE "C" AND x.item_id = gone.item_id
            """)
    }
}

/// What is written of new items, apart from what is to be asked before.
extension TermIndex {
    /// The statement that keeps new items' words, but for making them known: that comes last in a write, as two that learn
    /// the same words wait for one another.
    private func adding(_ items: [(id: Item.ID, words: ItemWords)]) -> SQL {
        let ids = items.map { String($0.id.rawValue) }.joined(separator: " ")
        let texts = items.map(\.words.text).joined(separator: "\n")
        return """
            WITH new AS (
                SELECT CAST(id AS BIGINT) AS id, words
                FROM unnest(string_to_array(\(ids), ' '), string_to_array(\(texts), \("\n"))) AS new (id, words)
            ), \(Self.keepingNewWords)
            SELECT
            """
    }

    /// The parts of a statement that keep the words of new items, which it has as `new` with their `id` and `words`.
    static let keepingNewWords: SQL = """
        kept AS (
            INSERT INTO items_words (item_id, words) SELECT id, words FROM new
        ), listed AS (
            INSERT INTO items_terms (term, item_id)
            SELECT term, id FROM new CROSS JOIN LATERAL unnest(string_to_array(btrim(words), ' ')) AS t (term)
            ORDER BY term COLLATE "C", id
        )
        """

    /// Makes the words known that a misspelt one may be taken for. Nothing else is asked of a vocabulary here.
    private func learning(_ words: [ItemWords], after others: SQL = "") -> SQL {
        let words = Set(words.flatMap { ItemWords.spellable(in: $0.text) })
        return Vocabulary(dialect: dialect).learning(words, after: others)
    }
}
