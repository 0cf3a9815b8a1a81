import SQLEngines

/// A page of items read in one statement with all that its rows refer to: the rows, then which tags they carry, and once
/// each store and tag. For PostgreSQL, where another statement is another way over the wire, and a store looked up for each
/// row and a tag for each link are most of the work of a join.
///
/// A row that begins with null is a part: `NULL, name, currency, id` a store, `NULL, name, NULL, id` a tag, and
/// `NULL, pairs` all links in one.
struct WholePage {
    private var stores: [(id: Store.ID, terms: StoreTerms)] = []
    private var names: [(id: Tag.ID, name: String)] = []
    private var links: [(item: Item.ID, tag: Tag.ID)] = []

    /// Reads a row if it is a part.
    mutating func takes(_ row: inout Row) throws -> Bool {
        guard row.skipsNull() else { return false }
        let (text, currency) = (try row.next(String?.self), try row.next(Currency?.self))
        let id: Int64? = try row.next()
        guard let text else { return true }
        if let id, let currency {
            stores.append((Store.ID(id), StoreTerms(name: text, currency: currency)))
        } else if let id {
            names.append((Tag.ID(id), text))
        } else {
            links = Self.links(text)
        }
        return true
    }

    /// The items of the rows, with their stores and tags.
    func items(_ rows: [ItemRow]) -> [Item] {
        if rows.isEmpty { return [] }
        var parts = PageParts(of: rows)
        for store in stores { parts.stores.learn(store.id, store.terms) }
        for link in links.sorted(by: { ($0.item, $0.tag) < ($1.item, $1.tag) }) { parts.link(link.item, link.tag) }
        var tags = parts.names
        for (id, name) in names { tags.learn(id, name) }
        return parts.items(rows, tags)
    }

    /// `ITEM TAG ITEM TAG …`, as ids.
    private static func links(_ text: String) -> [(item: Item.ID, tag: Tag.ID)] {
        var links: [(item: Item.ID, tag: Tag.ID)] = []
        var item: Int64?
        var number: Int64 = 0
        for byte in text.utf8 {
            if byte != UInt8(ascii: " ") {
                number = number &* 10 &+ Int64(byte & 0x0F)
                continue
            }
            if let known = item { links.append((Item.ID(known), Tag.ID(number))) }
            item = item == nil ? number : nil
            number = 0
        }
        if let item { links.append((Item.ID(item), Tag.ID(number))) }
        return links
    }
}

extension WholePage {
    /// Reads a page of the statement's items.
    static func read(
        _ statement: ItemStatement, _ request: PageRequest, in session: any Session
    ) async throws -> Page<Item> {
        var whole = WholePage()
        var reader = PageReader<ItemRow>(request, statement.keyset)
        let rows = try statement.ordered(by: reader.order).page(after: request.key, limit: request.limit + 1)
        let columns: SQL = statement.keyset.key == .none ? "p.*, NULL" : "p.*"
        let parts: SQL = "\(linksOfPage) SELECT \(columns) FROM p \(partsOfPage)"
        try await session.run("WITH p AS MATERIALIZED (\(rows)), \(parts)") { row in
            if try whole.takes(&row) { return }
            try reader.read(&row) { row in
                let item = try ItemRow(row: &row)
                return (item, item.id.rawValue)
            }
        }
        let page = try await reader.page(lookingBackIn: session) { order, key in
            try statement.ordered(by: order).ids(after: key, limit: 1)
        }
        return page.with(whole.items(page.elements))
    }

    /// The items of rows that were read before, on the same snapshot.
    static func items(_ rows: [ItemRow], in session: any Session) async throws -> [Item] {
        if rows.isEmpty { return [] }
        var whole = WholePage()
        let parts = PageParts(of: rows)
        let stores = parts.stores.conditions(on: "s.id").joined(" OR ")
        try await session.run(
            """
            WITH \(gathered) FROM item_tags x WHERE \(parts.links(on: "x.item_id"))) SELECT NULL, pairs, NULL, NULL FROM l
            UNION ALL SELECT NULL, s.name, s.currency, s.id FROM stores s WHERE \(stores) \(namesOfRows)
            """
        ) { row in _ = try whole.takes(&row) }
        return whole.items(rows)
    }

    /// One text each: what is spliced in has to be found again piece by piece.
    ///
    /// Where at least every other id is on the page, all links between the first and the last are read as they lie.
    private static let linksOfPage = SQL(
        stringLiteral: """
            d AS MATERIALIZED (SELECT min(id) AS first, max(id) AS last, max(id) - min(id) < 2 * count(*) AS dense FROM p),
            \(gathering) FROM (
                SELECT y.item_id, y.tag_id FROM item_tags y
                WHERE y.item_id BETWEEN (SELECT first FROM d WHERE dense) AND (SELECT last FROM d)
                UNION ALL SELECT y.item_id, y.tag_id FROM p JOIN item_tags y ON y.item_id = p.id
                WHERE NOT (SELECT dense FROM d)
            ) x)
            """)
    private static let gathered = SQL(stringLiteral: gathering)
    private static let partsOfPage = SQL(
        stringLiteral: """
            UNION ALL SELECT NULL, pairs, NULL, NULL\(rest) FROM l
            UNION ALL SELECT NULL, s.name, s.currency, s.id\(rest)
            FROM (SELECT DISTINCT store_id FROM p) d JOIN stores s ON s.id = d.store_id \(names(rest))
            """)
    private static let namesOfRows = SQL(stringLiteral: names(""))

    /// What an item's row has behind its first four columns.
    private static let rest = ", NULL, NULL, NULL, NULL"

    private static let gathering = """
        l AS MATERIALIZED (SELECT string_agg(x.item_id || ' ' || x.tag_id, ' ') AS pairs, array_agg(x.tag_id) AS tags,
        min(x.tag_id) AS first, max(x.tag_id) AS last, count(*) AS count
        """

    /// Tags of a store that was filled at once lie together: then the range that they are in is read as it is.
    private static func names(_ rest: String) -> String {
        """
        UNION ALL SELECT NULL, t.name, NULL, t.id\(rest) FROM tags t
        WHERE t.id BETWEEN (SELECT first FROM l WHERE last - first < 2 * count) AND (SELECT last FROM l)
        UNION ALL SELECT NULL, t.name, NULL, t.id\(rest)
        FROM (SELECT DISTINCT unnest(tags) AS id FROM l WHERE last - first >= 2 * count) d JOIN tags t ON t.id = d.id
        """
    }
}
