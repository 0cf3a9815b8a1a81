import SQLEngines

/// A page of items made of parts that are read each by itself: the rows, which tags they carry, and then once each store
/// and tag that they name. On SQLite, where a statement costs little and a row of a join as much as any other, this is
/// a third of the work of joining them. All of it must be read on one snapshot.
struct PageAssembly {
    let session: any Session

    /// The items of the rows, with their stores and tags.
    func items(_ rows: [ItemRow]) async throws -> [Item] {
        if rows.isEmpty { return [] }
        var parts = PageParts(of: rows)
        for chosen in parts.stores.conditions(on: "s.id") {
            try await session.run("SELECT s.id, \(StoreTerms.columns) FROM stores s WHERE \(chosen)") { row in
                parts.stores.learn(try row.next(), try StoreTerms(row: &row))
            }
        }
        let links: SQL = """
            SELECT x.item_id, x.tag_id FROM item_tags x WHERE \(parts.links(on: "x.item_id"))
            ORDER BY x.item_id, x.tag_id
            """
        try await session.run(links) { row in parts.link(try row.next(), try row.next()) }
        var names = parts.names
        for chosen in names.conditions(on: "t.id") {
            try await session.run("SELECT t.id, t.name FROM tags t WHERE \(chosen)") { row in
                names.learn(try row.next(), try row.next())
            }
        }
        return parts.items(rows, names)
    }
}
