import SQLEngines

/// What a write takes before it reads. Everywhere in one order, so that two writes seldom wait for one another in a
/// circle: stores, then items, then tags, each by id. An item's or a tag's row refers to its store, and taking that
/// before the row is written keeps a writer from having to wait for it in the middle.
extension Session {
    /// Takes an item's store and the one it moves to; nothing when it is there already.
    func lockStores(of item: Item.ID, movingTo destination: Store.ID) async throws {
        let store: SQL = "(SELECT store_id FROM items WHERE id = \(item))"
        try await lock(rows: "stores WHERE id IN (\(destination), \(store)) AND \(destination) <> \(store) ORDER BY id")
    }

    func lockStores(_ ids: some Sequence<Store.ID>) async throws {
        let ids = Set(ids).sorted()
        if !ids.isEmpty { try await lock(rows: "stores WHERE id IN (\(ids.list())) ORDER BY id") }
    }

    func lockTags(_ ids: some Sequence<Tag.ID>) async throws {
        let ids = Set(ids).sorted()
        if !ids.isEmpty { try await lock(rows: "tags WHERE id IN (\(ids.list())) ORDER BY id") }
    }
}
