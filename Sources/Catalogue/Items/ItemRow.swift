import SQLEngines

/// What is read of `items` for a page; who owns an item and what tags it carries comes later, for all rows at once.
struct ItemRow: Sendable {
    let id: Item.ID
    let name: String
    let description: String?
    /// In minor units.
    let price: Int64
    let storeID: Store.ID
    let createdAt: Timestamp
    let updatedAt: Timestamp
    /// The select list over `items i`.
    static var columns: SQL { "i.id, i.name, i.description, i.price, i.store_id, i.created_at, i.updated_at" }

    init(row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        description = try row.next()
        price = try row.next()
        storeID = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
    }

    /// The item in its store, with its tags.
    func item(in store: StoreTerms, tags: [Tag.Summary]) -> Item {
        Item(
            id: id, name: name, description: description, price: Money(minorUnits: price, currency: store.currency),
            store: Store.Summary(id: storeID, name: store.name), tags: tags, createdAt: createdAt,
            updatedAt: updatedAt)
    }
}

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

/// Where on a page an item stands, asked for in the order of the ids.
struct ItemPlaces {
    private let rows: [ItemRow]
    /// The page's places in the order of the ids; nil where that is the page's own.
    private let byID: [Int]?
    private var next = 0

    init(_ rows: [ItemRow]) {
        self.rows = rows
        byID = rows.isSorted(by: \.id) ? nil : rows.indices.sorted { rows[$0].id < rows[$1].id }
    }

    /// Selects what belongs to the page's items, and maybe to a few others between them: items that came one after another
    /// have their links so too, and one way along them is shorter than one to each.
    func condition(on column: SQL) -> SQL {
        guard let ends else { return "1 = 0" }
        let span = IdentifierSpan(ends.first, ends.last)
        return span.isCovered(by: rows.count, atLeast: 0.8)
            ? span.condition(column) : "\(column) IN (\(rows.map(\.id).list()))"
    }

    /// nil for an item that is not on the page. No id may be asked for after a greater one.
    mutating func place(of id: Item.ID) -> Int? {
        while next < rows.count, rows[byID?[next] ?? next].id < id { next += 1 }
        guard next < rows.count else { return nil }
        let place = byID?[next] ?? next
        return rows[place].id == id ? place : nil
    }

    /// The least and the greatest id; nil for an empty page.
    var ends: (first: Item.ID, last: Item.ID)? {
        guard let first = byID?.first ?? rows.indices.first, let last = byID?.last ?? rows.indices.last else {
            return nil
        }
        return (rows[first].id, rows[last].id)
    }
}

extension Array {
    /// Whether the elements stand in the order of their keys.
    func isSorted(by key: (Element) -> some Comparable) -> Bool {
        indices.dropFirst().allSatisfy { key(self[$0 - 1]) <= key(self[$0]) }
    }
}
