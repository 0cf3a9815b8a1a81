import SQLEngines

/// Statements for up to a thousand items each. The counts of stores and tags are for the caller.
extension Session {
    /// Writes the new price of each item.
    func reprice(_ steps: [(Item, BulkStep)], _ stamp: Stamp) async throws {
        var rows: [SQL] = []
        for case (let item, .price(let price)) in steps {
            rows.append("(\(item.id), \(price.minorUnits), \(price.thousandths))")
        }
        if rows.isEmpty { return }
        rows.fillUp()
        try await execute(
            """
            WITH v (id, price, price_thousandths) AS (VALUES \(rows.joined(", ")))
            UPDATE items SET price = v.price, price_thousandths = v.price_thousandths, updated_at = \(stamp.time), updated_by = \(stamp.author)
            FROM v WHERE items.id = v.id
            """)
    }

    /// Puts on each item its own store's tag of this name.
    func link(_ items: [Item.ID], _ name: Name, _ stamp: Stamp) async throws {
        try await execute(
            """
            INSERT INTO item_tags (item_id, tag_id, store_id)
            SELECT i.id, t.id, i.store_id FROM items i CROSS JOIN tags t
            WHERE i.id IN (\(items.list())) AND t.store_id = i.store_id AND t.name_key = \(name.key)
            """)
        try await countTags(1, on: items, stamp)
    }

    /// Takes off each item its tag of this name.
    func unlink(_ items: [Item.ID], _ name: Name, _ stamp: Stamp) async throws {
        try await execute(
            """
            DELETE FROM item_tags WHERE item_id IN (\(items.list()))
            AND EXISTS (SELECT 1 FROM tags t WHERE t.id = item_tags.tag_id AND t.name_key = \(name.key))
            """)
        try await countTags(-1, on: items, stamp)
    }

    /// Moves items without tags; the foreign keys see to that and to the currency.
    func move(_ items: [Item.ID], to store: Store.ID, _ stamp: Stamp) async throws {
        try await explaining("item_tags_item_id_store_id_fkey", as: CatalogueError.itemHasTags) {
            _ = try await execute(
                "UPDATE items SET store_id = \(store), updated_at = \(stamp.time), updated_by = \(stamp.author) WHERE id IN (\(items.list()))"
            )
        }
    }

    func delete(_ items: [Item.ID]) async throws {
        try await execute("DELETE FROM item_tags WHERE item_id IN (\(items.list()))")
        try await execute("DELETE FROM items WHERE id IN (\(items.list()))")
    }
}
