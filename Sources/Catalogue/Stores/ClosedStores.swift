import SQLEngines

/// Stores on their way out: closed at once, emptied in pieces.
struct ClosedStores: Sendable {
    let search: any ItemSearch

    /// Items that one transaction deletes at most: some ten milliseconds.
    static let atOnce = 200

    /// Closes the store and deletes the first piece of it; true when more is left.
    func close(_ id: Store.ID, at now: Timestamp, in session: any Session) async throws -> Bool {
        // A key that no name has, for names are one line: the real one is free from here on.
        try await session.execute(
            "UPDATE stores SET closed_at = \(now), name_key = \("\n\(id)") WHERE id = \(id)")
        return try await delete(id, in: session)
    }

    /// Deletes the next piece of a closed store; false when there was none.
    func sweep(in session: any Session) async throws -> Bool {
        let next: Store.ID? = try await session.value(
            "SELECT id FROM stores WHERE closed_at IS NOT NULL ORDER BY closed_at LIMIT 1")
        guard let next else { return false }
        // Another instance may be at it too: then each waits for the other's piece.
        try await session.lockStores([next])
        _ = try await delete(next, in: session)
        return true
    }

    private func delete(_ id: Store.ID, in session: any Session) async throws -> Bool {
        let bound: Item.ID? = try await session.value(
            """
            SELECT id FROM items WHERE store_id = \(id) ORDER BY id LIMIT 1 OFFSET \(Self.atOnce - 1)
            """)
        let last = bound ?? Item.ID(.max)
        try await session.lock(rows: "items WHERE store_id = \(id) AND id <= \(last) ORDER BY id")
        try await search.forget(upTo: last, of: id, in: session)
        let items: SQL = "store_id = \(id) AND id <= \(last)"
        try await session.execute("DELETE FROM item_tags WHERE item_id IN (SELECT id FROM items WHERE \(items))")
        try await session.execute("DELETE FROM items WHERE \(items)")
        guard bound == nil else { return true }
        try await session.lock(rows: "tags WHERE store_id = \(id) ORDER BY id")
        try await session.execute("DELETE FROM tags WHERE store_id = \(id)")
        try await session.execute("DELETE FROM stores WHERE id = \(id)")
        return false
    }
}
