import SQLEngines

/// The stores that some rows of an import are about, taken for the transaction.
struct ImportStores {
    private var byID: [Store.ID: Tag.Owner] = [:]
    private var ids: [String: Store.ID] = [:]

    /// The stores that the rows name, and those that the items are in.
    init(_ rows: [ImportRow], itemsWith items: [Item.ID], in session: any Session) async throws {
        let keys = Set(rows.compactMap { row in row.store.flatMap(Name.key) }).sorted()
        var wanted = Set(rows.compactMap(\.storeID))
        wanted.formUnion(try await session.stores(keys.isEmpty ? nil : "s.name_key IN (\(keys.list()))").map(\.id))
        wanted.formUnion(try await session.storesOfItems(items))
        let sorted = wanted.sorted()
        try await session.lockStores(sorted)
        for found in try await session.stores(sorted.isEmpty ? nil : "s.id IN (\(sorted.list()))") {
            byID[found.id] = Tag.Owner(id: found.id, name: found.name, currency: found.currency)
            ids[found.key] = found.id
        }
    }

    var all: [Store.ID] { byID.keys.sorted() }

    subscript(id: Store.ID) -> Tag.Owner? { byID[id] }

    /// The store that the row names; nil when it names none, and with the reason when it names one that is not there.
    func store(of draft: inout ItemDraft) -> Tag.Owner? {
        let row = draft.row
        let missing = ValueError("not_found", "names no store")
        let named = row.store.flatMap { name in Name.key(of: name).flatMap { ids[$0] }.flatMap { byID[$0] } }
        if row.store != nil, named == nil { draft.note(.store, missing) }
        guard let id = row.storeID else { return named }
        guard let store = byID[id] else {
            draft.note(.storeID, missing)
            return nil
        }
        if let named, named.id != id {
            draft.note(.storeID, ValueError("conflict", "names another store than the row's store"))
        }
        return store
    }
}

extension Session {
    fileprivate typealias FoundStore = (id: Store.ID, key: String, name: String, currency: Currency)

    fileprivate func stores(_ condition: SQL?) async throws -> [FoundStore] {
        guard let condition else { return [] }
        return try await all(
            """
            SELECT s.id, s.name_key, s.name, s.currency FROM stores s
            WHERE s.closed_at IS NULL AND \(condition)
            """
        ) { row in (try row.next(), try row.next(), try row.next(), try row.next()) }
    }

    fileprivate func storesOfItems(_ ids: [Item.ID]) async throws -> [Store.ID] {
        if ids.isEmpty { return [] }
        return try await all("SELECT DISTINCT store_id FROM items WHERE id IN (\(ids.list()))") { row in
            try row.next()
        }
    }
}
