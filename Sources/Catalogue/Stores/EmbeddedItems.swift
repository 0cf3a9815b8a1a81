import SQLEngines

extension Session {
    /// The first `most` items of each store, lowest id first. Reads what it answers and no more, however many items
    /// a store has: the id of each store's last one is looked up first.
    func items(of stores: [Store], _ most: Int) async throws -> [Store.ID: [Item.Summary]] {
        let currencies = Dictionary(stores.map { ($0.id, $0.currency) }) { first, _ in first }
        var items: [Store.ID: [Item.Summary]] = [:]
        let bounded: SQL = """
            SELECT s.id, coalesce(
                (SELECT b.id FROM items b WHERE b.store_id = s.id ORDER BY b.id LIMIT 1 OFFSET \(most - 1)),
                \(Int64.max)) AS last_id
            FROM stores s WHERE s.id IN (\(stores.map(\.id).list()))
            """
        try await run(
            """
            SELECT i.store_id, i.id, i.name, i.price
            FROM (\(bounded)) s JOIN items i ON i.store_id = s.id AND i.id <= s.last_id ORDER BY i.store_id, i.id
            """
        ) { row in
            let store: Store.ID = try row.next()
            guard let currency = currencies[store] else { return }
            items[store, default: []].append(try Item.Summary(row: &row, in: currency))
        }
        return items
    }

    /// The first `most` tags of each store, lowest id first.
    func tags(of stores: [Store.ID], _ most: Int) async throws -> [Store.ID: [Tag.Summary]] {
        var tags: [Store.ID: [Tag.Summary]] = [:]
        let bounded: SQL = """
            SELECT s.id, coalesce(
                (SELECT b.id FROM tags b WHERE b.store_id = s.id ORDER BY b.id LIMIT 1 OFFSET \(most - 1)),
                \(Int64.max)) AS last_id
            FROM stores s WHERE s.id IN (\(stores.list()))
            """
        try await run(
            """
            SELECT t.store_id, t.id, t.name
            FROM (\(bounded)) s JOIN tags t ON t.store_id = s.id AND t.id <= s.last_id ORDER BY t.store_id, t.id
            """
        ) { row in
            tags[try row.next(), default: []].append(Tag.Summary(id: try row.next(), name: try row.next()))
        }
        return tags
    }
}

extension Item.Summary {
    /// Reads `id, name, price`.
    init(row: inout Row, in currency: Currency) throws {
        id = try row.next()
        name = try row.next()
        price = Money(minorUnits: try row.next(), currency: currency)
    }
}
