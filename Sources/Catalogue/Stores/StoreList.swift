import SQLEngines

extension Session {
    /// A page of stores with what they embed: three statements, whatever the page.
    func stores(_ query: StoreQuery, _ found: SQL) async throws -> Page<Store> {
        let keyset = query.sort.keyset
        var reader = PageReader<Store>(limit: query.page.limit, keyset: keyset)
        try await run(
            """
            SELECT \(StoreRow.columns), \(keyset.column) FROM stores s
            WHERE s.closed_at IS NULL AND \(try keyset.follows(query.page.after)) AND \(found)
            ORDER BY \(keyset.order) LIMIT \(query.page.limit + 1)
            """
        ) { row in
            try reader.read(&row) { row in
                let store = try StoreRow(row: &row).store
                return (store, store.id.rawValue)
            }
        }
        let stores = try await embedding(query.including, in: reader.elements)
        return Page(elements: stores, next: reader.next, total: query.page.counts ? try await count(found) : nil)
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
            }
        return Keyset(key: column, id: "s.id", descending: descending)
    }
}
