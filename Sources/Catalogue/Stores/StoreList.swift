import SQLEngines

extension Session {
    /// A page of stores with what they embed: three statements, whatever the page.
    func stores(_ query: StoreQuery, _ found: SQL) async throws -> Page<Store> {
        var page: Page<Store> = try await PageReader.page(query.page, by: query.sort.keyset, in: self) {
            keyset, key, limit in
            """
            SELECT \(StoreRow.columns), \(keyset.column) FROM stores s
            WHERE s.closed_at IS NULL AND \(try keyset.follows(key)) AND \(found)
            ORDER BY \(keyset.order) LIMIT \(limit)
            """
        } _: { row in
            let store = try StoreRow(row: &row).store
            return (store, store.id.rawValue)
        }
        page.elements = try await embedding(query.including, in: page.elements)
        if query.page.counts { page.total = try await count(found) }
        return page
    }

    private func embedding(_ including: Inclusion, in stores: [Store]) async throws -> [Store] {
        if stores.isEmpty { return stores }
        let items = if let most = including.items { try await self.items(of: stores, most) } else { nil as Items? }
        let tags =
            if let most = including.tags { try await self.tags(of: stores.map(\.id), most) } else { nil as Tags? }
        return stores.map { store in
            var store = store
            store.items = items.map { $0[store.id] ?? [] }
            store.tags = tags.map { $0[store.id] ?? [] }
            return store
        }
    }

    private typealias Items = [Store.ID: [Item.Summary]]
    private typealias Tags = [Store.ID: [Tag.Summary]]

    private func count(_ found: SQL) async throws -> Int {
        try await value("SELECT count(*) FROM stores s WHERE s.closed_at IS NULL AND \(found)") ?? 0
    }
}

extension Sort<StoreQuery.SortKey> {
    fileprivate var keyset: Keyset {
        let column: Keyset.Key =
            switch key {
            case .id: .none
            case .name: .text("s.name_key")
            case .createdAt: .integer("s.created_at")
            case .itemsCount: .integer("+s.items_count")
            }
        return Keyset(key: column, id: "s.id", descending: descending)
    }
}
