import SQLEngines

/// A store's own row, without what can be embedded.
struct StoreRow: RowDecodable {
    static var columns: SQL { "s.id, s.name, s.currency, s.items_count, s.created_at, s.updated_at" }

    let store: Store

    init(row: inout Row) throws {
        store = Store(
            id: try row.next(), name: try row.next(), currency: try row.next(), items: nil, tags: nil,
            itemsCount: try row.next(), createdAt: try row.next(), updatedAt: try row.next())
    }
}

/// What the rules of an item need to know of its store.
struct StoreTerms: RowDecodable, Sendable {
    static var columns: SQL { "s.name, s.currency" }

    let name: String
    let currency: Currency
}

extension StoreTerms {
    init(row: inout Row) throws {
        self.init(name: try row.next(), currency: try row.next())
    }
}

extension Session {
    /// Throws `.notFound`.
    func store(_ id: Store.ID, including: Inclusion) async throws -> Store {
        let found: StoreRow? = try await first(
            "SELECT \(StoreRow.columns) FROM stores s WHERE s.id = \(id) AND s.closed_at IS NULL")
        guard var store = found?.store else { throw CatalogueError.notFound }
        if let most = including.items { store.items = try await items(of: [store], most)[id] ?? [] }
        if let most = including.tags { store.tags = try await tags(of: [id], most)[id] ?? [] }
        return store
    }

    /// nil when there is no such store.
    func terms(of id: Store.ID) async throws -> StoreTerms? {
        try await first("SELECT \(StoreTerms.columns) FROM stores s WHERE s.id = \(id) AND s.closed_at IS NULL")
    }

    func insert(_ name: Name, _ currency: Currency, _ stamp: Stamp) async throws -> Store.ID {
        let id = try await explaining("stores_name_key_key", as: CatalogueError.storeNameTaken) {
            try await newID(
                """
                INSERT INTO stores (name, name_key, currency, items_count, created_at, updated_at, updated_by)
                VALUES (\(name), \(name.key), \(currency), 0, \(stamp.time), \(stamp.time), \(stamp.author))
                """)
        }
        guard let id else { throw CatalogueError.notFound }
        return Store.ID(id)
    }

    func update(_ id: Store.ID, _ change: StoreChange, _ stamp: Stamp) async throws {
        if let name = change.name {
            try await explaining("stores_name_key_key", as: CatalogueError.storeNameTaken) {
                _ = try await execute("UPDATE stores SET name = \(name), name_key = \(name.key) WHERE id = \(id)")
            }
        }
        if let currency = change.currency {
            try await explaining("items_store_id_currency_fkey", as: CatalogueError.storeHasItems) {
                _ = try await execute("UPDATE stores SET currency = \(currency) WHERE id = \(id)")
            }
        }
        try await execute(
            "UPDATE stores SET updated_at = \(stamp.time), updated_by = \(stamp.author) WHERE id = \(id)")
    }

    /// Counts items that come into the store, which from here on nobody else changes or closes until the write ends.
    /// nil when there is no such store.
    func admit(_ count: Int, to id: Store.ID) async throws -> StoreTerms? {
        var terms: StoreTerms?
        _ = try await update(
            "stores", id, set: "items_count = items_count + \(count)", where: "closed_at IS NULL",
            answering: "name, currency"
        ) { row in terms = try StoreTerms(row: &row) }
        return terms
    }

    /// Keeps the store's count of items exact, in the transaction that adds or removes some. A statement here and not
    /// a trigger: engines spell triggers differently, and a bulk load says it once for a thousand items.
    func count(_ change: Int, of store: Store.ID) async throws {
        try await execute("UPDATE stores SET items_count = items_count + \(change) WHERE id = \(store)")
    }
}
