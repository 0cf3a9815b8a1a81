import SQLEngines

/// Stores by the words of their names. Stores are few and seldom written, so that one FTS5 table does.
struct StoreNameIndex {
    func put(_ name: Name, of store: Store.ID, in session: any Session) async throws {
        try await forget(store, in: session)
        let words = SearchWords.of(name.text).joined(separator: " ")
        try await session.execute("INSERT INTO stores_fts (rowid, words) VALUES (\(store), \(words))")
    }

    func forget(_ store: Store.ID, in session: any Session) async throws {
        try await session.execute("DELETE FROM stores_fts WHERE rowid = \(store)")
    }

    /// A condition on `s.id`: the store's name has all the words, the last one as the beginning of one.
    func finds(_ words: [String]) -> SQL {
        let expression = words.map { "\"\($0)\"" }.joined(separator: " AND ") + " *"
        return "s.id IN (SELECT rowid FROM stores_fts WHERE stores_fts MATCH \(expression))"
    }
}
