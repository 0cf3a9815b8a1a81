import SQLEngines

/// A tag's own row with its store, without the items that can be embedded.
struct TagRow: RowDecodable {
    static var columns: SQL {
        "t.id, t.name, s.id, s.name, s.currency, t.items_count, t.created_at, t.updated_at"
    }

    let tag: Tag

    init(row: inout Row) throws {
        tag = Tag(
            id: try row.next(), name: try row.next(),
            store: Tag.Owner(id: try row.next(), name: try row.next(), currency: try row.next()), items: nil,
            itemsCount: try row.next(), createdAt: try row.next(), updatedAt: try row.next())
    }
}

extension Session {
    /// Throws `.notFound`.
    func tag(_ id: Tag.ID, including: Inclusion) async throws -> Tag {
        let found: TagRow? = try await first(
            """
            SELECT \(TagRow.columns) FROM tags t JOIN stores s ON s.id = t.store_id
            WHERE t.id = \(id) AND s.closed_at IS NULL
            """)
        guard var tag = found?.tag else { throw CatalogueError.notFound }
        if let most = including.items { tag.items = try await items(of: [tag], most)[id] ?? [] }
        return tag
    }

    /// nil when the store has no tag of that name, whatever its case.
    func tag(named name: Name, of store: Store.ID) async throws -> Tag.ID? {
        try await value("SELECT id FROM tags WHERE store_id = \(store) AND name_key = \(name.key)")
    }

    func insert(_ name: Name, in store: Store.ID, _ stamp: Stamp) async throws -> Tag.ID {
        let id = try await explaining("tags_store_id_fkey", as: CatalogueError.notFound) {
            try await explaining("tags_store_id_name_key_key", as: CatalogueError.tagNameTaken) {
                try await newID(
                    """
                    INSERT INTO tags (store_id, name, name_key, items_count, created_at, updated_at, updated_by)
                    VALUES (\(store), \(name), \(name.key), 0, \(stamp.time), \(stamp.time), \(stamp.author))
                    """)
            }
        }
        guard let id else { throw CatalogueError.notFound }
        return Tag.ID(id)
    }

    func rename(_ tag: Tag.ID, _ name: Name, _ stamp: Stamp) async throws {
        try await explaining("tags_store_id_name_key_key", as: CatalogueError.tagNameTaken) {
            _ = try await execute(
                """
                UPDATE tags SET name = \(name), name_key = \(name.key), updated_at = \(stamp.time),
                    updated_by = \(stamp.author)
                WHERE id = \(tag)
                """)
        }
    }

    func delete(_ tag: Tag.ID) async throws {
        try await explaining("item_tags_tag_id_store_id_fkey", as: CatalogueError.tagInUse) {
            _ = try await execute("DELETE FROM tags WHERE id = \(tag)")
        }
    }

    /// The first `most` items of each tag, lowest id first; reads what it answers and no more.
    func items(of tags: [Tag], _ most: Int) async throws -> [Tag.ID: [Item.Summary]] {
        guard most > 0 else { return [:] }
        let currencies = Dictionary(tags.map { ($0.id, $0.store.currency) }) { first, _ in first }
        var items: [Tag.ID: [Item.Summary]] = [:]
        let bounded: SQL = """
            SELECT t.id, coalesce(
                (SELECT b.item_id FROM item_tags b WHERE b.tag_id = t.id
                 ORDER BY b.item_id LIMIT 1 OFFSET \(most - 1)), \(Int64.max)) AS last_id
            FROM tags t WHERE t.id IN (\(tags.map(\.id).list()))
            """
        try await run(
            """
            SELECT x.tag_id, i.id, i.name, i.price
            FROM (\(bounded)) t JOIN item_tags x ON x.tag_id = t.id AND x.item_id <= t.last_id
            JOIN items i ON i.id = x.item_id ORDER BY x.tag_id, x.item_id
            """
        ) { row in
            let tag: Tag.ID = try row.next()
            guard let currency = currencies[tag] else { return }
            items[tag, default: []].append(try Item.Summary(row: &row, in: currency))
        }
        return items
    }
}
