import SQLEngines

extension Session {
    /// The item with its store and all of its tags, in one statement: its own row, and one for each tag, which has no
    /// price. (Joined, the item's text would be copied for each.) Throws `.notFound`.
    func item(_ id: Item.ID) async throws -> Item {
        var item: Item?
        var tags: [Tag.Summary] = []
        try await run(
            """
            SELECT i.id, i.name, i.price, i.description, i.currency, s.id, s.name, i.created_at, i.updated_at
            FROM items i JOIN stores s ON s.id = i.store_id WHERE i.id = \(id) AND s.closed_at IS NULL
            UNION ALL SELECT t.id, t.name, NULL, NULL, NULL, NULL, NULL, NULL, NULL
            FROM item_tags x JOIN tags t ON t.id = x.tag_id WHERE x.item_id = \(id)
            """
        ) { row in
            let (id, name) = (try row.integer(), try row.text())
            guard let price: Int64 = try row.next() else {
                return tags.append(Tag.Summary(id: Tag.ID(id), name: name))
            }
            let description: String? = try row.next()
            let money = Money(minorUnits: price, currency: try row.next())
            let store = Store.Summary(id: try row.next(), name: try row.next())
            item = Item(
                id: Item.ID(id), name: name, description: description, price: money, store: store, tags: [],
                createdAt: try row.next(), updatedAt: try row.next())
        }
        guard var item else { throw CatalogueError.notFound }
        // No engine promises an order here, though each reads the tags in that of their key.
        if !tags.isSorted(by: \.id) { tags.sort { $0.id < $1.id } }
        item.tags = tags
        return item
    }

    /// The items of the rows, which each came with its store, with their tags: one statement for all of them. (Joined
    /// to the page itself, SQLite would copy every item once for each of its tags and sort the lot.)
    func joined(_ rows: [(item: ItemRow, store: StoreTerms)]) async throws -> [Item] {
        if rows.isEmpty { return [] }
        var tags = Array(repeating: [Tag.Summary](), count: rows.count)
        var places = ItemPlaces(rows.map(\.item))
        try await run(
            """
            SELECT x.item_id, t.id, t.name FROM item_tags x JOIN tags t ON t.id = x.tag_id
            WHERE \(places.condition(on: "x.item_id")) ORDER BY x.item_id, x.tag_id
            """
        ) { row in
            guard let place = places.place(of: try row.next()) else { return }
            tags[place].append(Tag.Summary(id: try row.next(), name: try row.next()))
        }
        return zip(rows, tags).map { row, tags in row.item.item(in: row.store, tags: tags) }
    }
}
