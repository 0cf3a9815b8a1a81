import SQLEngines

extension Item {
    /// The select list over `items i` and `stores s` that ``init(row:tags:)`` reads.
    static var columns: SQL {
        "i.id, i.name, i.description, i.price, i.currency, s.id, s.name, i.created_at, i.updated_at"
    }

    init(row: inout Row, tags: [Tag.Summary]) throws {
        id = try row.next()
        name = try row.next()
        description = try row.next()
        price = Money(minorUnits: try row.next(), currency: try row.next())
        store = Store.Summary(id: try row.next(), name: try row.next())
        self.tags = tags
        createdAt = try row.next()
        updatedAt = try row.next()
    }
}

extension Session {
    /// The item with its store and all of its tags, in one statement: a row for each tag. Throws `.notFound`.
    func item(_ id: Item.ID) async throws -> Item {
        var item: Item?
        var tags: [Tag.Summary] = []
        try await run(
            """
            SELECT t.id, t.name, \(Item.columns) FROM items i JOIN stores s ON s.id = i.store_id
            LEFT JOIN item_tags x ON x.item_id = i.id LEFT JOIN tags t ON t.id = x.tag_id
            WHERE i.id = \(id) AND s.closed_at IS NULL ORDER BY x.tag_id
            """
        ) { row in
            let (tag, name): (Tag.ID?, String?) = (try row.next(), try row.next())
            if item == nil { item = try Item(row: &row, tags: []) }
            if let tag, let name { tags.append(Tag.Summary(id: tag, name: name)) }
        }
        guard var item else { throw CatalogueError.notFound }
        item.tags = tags
        return item
    }

    /// The items with their tags: one statement for the page. (Joined to the page itself, SQLite would copy every
    /// item once for each of its tags and sort the lot: 211 µs for 50 items with 3 tags, against 42 + 72.)
    func withTags(_ items: [Item]) async throws -> [Item] {
        if items.isEmpty { return items }
        var items = items
        let byID = items.indices.sorted { items[$0].id < items[$1].id }
        var place = 0
        try await run(
            """
            SELECT x.item_id, t.id, t.name FROM item_tags x JOIN tags t ON t.id = x.tag_id
            WHERE x.item_id IN (\(items.map(\.id).list())) ORDER BY x.item_id, x.tag_id
            """
        ) { row in
            let id: Item.ID = try row.next()
            while items[byID[place]].id < id, place + 1 < byID.count { place += 1 }
            items[byID[place]].tags.append(Tag.Summary(id: try row.next(), name: try row.next()))
        }
        return items
    }
}
