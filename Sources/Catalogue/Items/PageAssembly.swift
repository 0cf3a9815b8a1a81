import SQLEngines

/// A page of items made of parts that are read each by itself: the rows, which tags they carry, and then once each store
/// and tag that they name. On SQLite, where a statement costs little and a row of a join as much as any other, this is
/// a third of the work of joining them. All of it must be read on one snapshot.
struct PageAssembly {
    let session: any Session

    /// The items of the rows, with their stores and tags.
    func items(_ rows: [ItemRow]) async throws -> [Item] {
        if rows.isEmpty { return [] }
        let stores = try await stores(of: rows)
        let links = try await links(of: rows)
        let names = try await names(links.tags)
        var items: [Item] = []
        items.reserveCapacity(rows.count)
        for place in rows.indices {
            guard let store = stores[rows[place].storeID] else { continue }
            items.append(rows[place].item(in: store, tags: Self.tags(links.tags[links.ranges[place]], names)))
        }
        return items
    }

    private static func tags(_ ids: ArraySlice<Tag.ID>, _ names: Named<Tag, String>) -> [Tag.Summary] {
        if ids.isEmpty { return [] }
        var tags: [Tag.Summary] = []
        tags.reserveCapacity(ids.count)
        for id in ids {
            if let name = names[id] { tags.append(Tag.Summary(id: id, name: name)) }
        }
        return tags
    }

    /// The tags of all items in one array, and for each item where its own stand in it, lowest id first.
    private func links(of rows: [ItemRow]) async throws -> (tags: [Tag.ID], ranges: [Range<Int>]) {
        var tags: [Tag.ID] = []
        var ranges = Array(repeating: 0..<0, count: rows.count)
        var places = ItemPlaces(rows)
        let chosen = places.condition(on: "x.item_id")
        try await session.run(
            "SELECT x.item_id, x.tag_id FROM item_tags x WHERE \(chosen) ORDER BY x.item_id, x.tag_id"
        ) { row in
            guard let place = places.place(of: try row.next()) else { return }
            let start = ranges[place].isEmpty ? tags.count : ranges[place].lowerBound
            tags.append(try row.next())
            ranges[place] = start..<tags.count
        }
        return (tags, ranges)
    }

    private func names(_ tags: [Tag.ID]) async throws -> Named<Tag, String> {
        var names = Named<Tag, String>(tags)
        for chosen in names.conditions(on: "t.id") {
            try await session.run("SELECT t.id, t.name FROM tags t WHERE \(chosen)") { row in
                names.learn(try row.next(), try row.next())
            }
        }
        return names
    }

    private func stores(of rows: [ItemRow]) async throws -> Named<Store, StoreTerms> {
        var stores = Named<Store, StoreTerms>(rows.map(\.storeID))
        for chosen in stores.conditions(on: "s.id") {
            try await session.run("SELECT s.id, \(StoreTerms.columns) FROM stores s WHERE \(chosen)") { row in
                stores.learn(try row.next(), try StoreTerms(row: &row))
            }
        }
        return stores
    }
}
