import SQLEngines

/// Stores by the words of their names. Stores are few and seldom written: on SQLite one FTS5 table does, on PostgreSQL
/// a text for each.
struct StoreNameIndex {
    let dialect: Dialect

    func put(_ name: Name, of store: Store.ID, in session: any Session) async throws {
        let words = SearchWords.of(name.text).joined(separator: " ")
        switch dialect.name {
        case .sqlite:
            try await forget(store, in: session)
            try await session.execute("INSERT INTO stores_fts (rowid, words) VALUES (\(store), \(words))")
        case .postgres:
            try await session.execute(
                """
                INSERT INTO stores_words (store_id, words) VALUES (\(store), \(" " + words + " "))
                ON CONFLICT (store_id) DO UPDATE SET words = excluded.words
                """)
        }
    }

    func forget(_ store: Store.ID, in session: any Session) async throws {
        switch dialect.name {
        case .sqlite: try await session.execute("DELETE FROM stores_fts WHERE rowid = \(store)")
        case .postgres: try await session.execute("DELETE FROM stores_words WHERE store_id = \(store)")
        }
    }

    /// A condition on `s.id`: the store's name has all the words, the last one as the beginning of one.
    func finds(_ words: [String]) -> SQL {
        switch dialect.name {
        case .sqlite:
            let expression = words.map { "\"\($0)\"" }.joined(separator: " AND ") + " *"
            return "s.id IN (SELECT rowid FROM stores_fts WHERE stores_fts MATCH \(expression))"
        case .postgres:
            let texts = words.dropLast().map { " \($0) " } + words.suffix(1).map { " " + $0 }
            let conditions = texts.map { text -> SQL in "strpos(w.words, \(text)) > 0" }.joined(" AND ")
            return "EXISTS (SELECT 1 FROM stores_words w WHERE w.store_id = s.id AND \(conditions) \(dialect.fence))"
        }
    }
}
