import SQLEngines

extension Session {
    /// Writes the item's row; `tagsCount` is how many tags it is about to carry.
    func insert(_ item: NewItem, _ price: Money, tagsCount: Int, _ stamp: Stamp) async throws -> Item.ID {
        let id = try await explaining("items_store_id_currency_fkey", as: CatalogueError.missingStore) {
            try await newID(
                """
                INSERT INTO items (store_id, currency, name, name_key, description, price, price_thousandths,
                    tags_count, created_at, updated_at, updated_by)
                VALUES (\(item.storeID), \(price.currency), \(item.name), \(item.name.key), \(item.description),
                    \(price.minorUnits), \(price.thousandths), \(tagsCount), \(stamp.time), \(stamp.time), \(stamp.author))
                """)
        }
        guard let id else { throw CatalogueError.notFound }
        return Item.ID(id)
    }

    /// Writes what the item is to be from now on.
    func update(_ item: Item, _ stamp: Stamp) async throws {
        try await explaining("item_tags_item_id_store_id_fkey", as: CatalogueError.itemHasTags) {
            try await explaining("items_store_id_currency_fkey", as: CatalogueError.missingStore) {
                _ = try await execute(
                    """
                    UPDATE items SET store_id = \(item.store.id), currency = \(item.price.currency), name = \(item.name),
                        name_key = \(item.name.caseFolded), description = \(item.description),
                        price = \(item.price.minorUnits), price_thousandths = \(item.price.thousandths),
                        updated_at = \(stamp.time), updated_by = \(stamp.author)
                    WHERE id = \(item.id)
                    """)
            }
        }
    }

    /// Deletes the item and takes it off its store's and its tags' counts.
    func delete(_ item: Item) async throws {
        try await execute(
            """
            UPDATE tags SET items_count = items_count - 1
            WHERE id IN (SELECT tag_id FROM item_tags WHERE item_id = \(item.id))
            """)
        try await execute("DELETE FROM item_tags WHERE item_id = \(item.id)")
        try await execute("DELETE FROM items WHERE id = \(item.id)")
        try await count(-1, of: item.store.id)
    }

    /// Puts the tag on the item; false when it is on it already, or either is missing. The row says the item's store,
    /// and the foreign key that the tag is of the same.
    func link(_ item: Item.ID, _ tag: Tag.ID) async throws -> Bool {
        try await explaining("item_tags_tag_id_store_id_fkey", as: CatalogueError.tagOfAnotherStore) {
            try await execute(
                """
                INSERT INTO item_tags (item_id, tag_id, store_id)
                SELECT i.id, t.id, i.store_id FROM items i CROSS JOIN tags t CROSS JOIN stores s
                WHERE i.id = \(item) AND t.id = \(tag) AND s.id = t.store_id AND s.closed_at IS NULL
                ON CONFLICT (item_id, tag_id) DO NOTHING
                """) > 0
        }
    }

    /// Puts the tags on the item, which has none of them; how many there were to be put. The counts are for the caller.
    func link(_ item: Item.ID, _ tags: [Tag.ID]) async throws -> Int {
        if tags.isEmpty { return 0 }
        return try await explaining("item_tags_tag_id_store_id_fkey", as: CatalogueError.tagOfAnotherStore) {
            try await execute(
                """
                INSERT INTO item_tags (item_id, tag_id, store_id)
                SELECT i.id, t.id, i.store_id FROM items i CROSS JOIN tags t
                WHERE i.id = \(item) AND t.id IN (\(tags.list()))
                """)
        }
    }

    /// Takes the tags off the item; how many were on it. The counts are for the caller.
    func unlink(_ item: Item.ID, _ tags: [Tag.ID]) async throws -> Int {
        if tags.isEmpty { return 0 }
        return try await execute("DELETE FROM item_tags WHERE item_id = \(item) AND tag_id IN (\(tags.list()))")
    }

    func unlink(_ item: Item.ID, _ tag: Tag.ID) async throws -> Bool {
        try await execute("DELETE FROM item_tags WHERE item_id = \(item) AND tag_id = \(tag)") > 0
    }

    /// Counts a tag that came or went, on both sides. An item's bound is the column's own check.
    func count(_ change: Int, of tag: Tag.ID, on item: Item.ID, _ stamp: Stamp) async throws {
        try await countTags(change, on: [item], stamp)
        try await count(change, of: tag)
    }

    /// Counts tags that came or went on the side of the items. An item's bound is the column's own check.
    func countTags(_ change: Int, on items: [Item.ID], _ stamp: Stamp) async throws {
        try await explaining("items_tags_count_check", as: CatalogueError.tooManyTags) {
            _ = try await execute(
                """
                UPDATE items SET tags_count = tags_count + \(change), updated_at = \(stamp.time), updated_by = \(stamp.author)
                WHERE id IN (\(items.list()))
                """)
        }
    }

    /// Counts items that came to each tag, or went, on the side of the tags: a thousand of them a statement.
    func count(_ changes: [Tag.ID: Int]) async throws {
        for ids in changes.filter({ $0.value != 0 }).keys.sorted().inThousands {
            var rows: [SQL] = ids.map { "(\($0), \(changes[$0, default: 0]))" }
            rows.fillUp()
            try await execute(
                """
                WITH v (id, change) AS (VALUES \(rows.joined(", ")))
                UPDATE tags SET items_count = items_count + v.change FROM v WHERE tags.id = v.id
                """)
        }
    }

    func count(_ change: Int, of tag: Tag.ID) async throws {
        try await execute("UPDATE tags SET items_count = items_count + \(change) WHERE id = \(tag)")
    }
}

extension CatalogueError {
    static let missingStore = Self.invalid([InvalidField("store_id", ValueError("not_found", "names no store"))])
}
