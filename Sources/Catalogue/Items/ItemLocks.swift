import SQLEngines

/// What a write takes before it reads. Everywhere in one order, so that two writes seldom wait for one another in a
/// circle: stores, then items, then tags, each by id. An item's or a tag's row refers to its store, and taking that
/// before the row is written keeps a writer from having to wait for it in the middle.
extension Session {
    func lockStores(_ ids: some Sequence<Store.ID>) async throws {
        let ids = Set(ids).sorted()
        if !ids.isEmpty { try await lock(rows: "stores WHERE id IN (\(ids.list())) ORDER BY id") }
    }

    func lockTags(_ ids: some Sequence<Tag.ID>) async throws {
        let ids = Set(ids).sorted()
        if !ids.isEmpty { try await lock(rows: "tags WHERE id IN (\(ids.list())) ORDER BY id") }
    }

    /// Takes a tag, and its store before it, where its name has to be the only one.
    func lockWithStore(_ tag: Tag.ID) async throws {
        try await lock(rows: "stores WHERE id = (SELECT store_id FROM tags WHERE id = \(tag))")
        try await lockTags([tag])
    }
}

extension Engine {
    /// A write to the item as it stands, with the stores taken that `stores` names for the one it is in.
    ///
    /// Only the item says which its store is, and that has to be taken first: when it was moved meanwhile, all begins
    /// again. Throws `.notFound`.
    func write<Value: Sendable>(
        to item: Item.ID, taking stores: @escaping @Sendable (Store.ID) -> Set<Store.ID>,
        _ body: @escaping @Sendable (any Session, Item) async throws -> Value
    ) async throws -> Value {
        while true {
            let seen: Store.ID? = try await value("SELECT store_id FROM items WHERE id = \(item)")
            guard let seen else { throw CatalogueError.notFound }
            let value: Value? = try await write { session in
                try await session.lockStores(stores(seen))
                try await session.lock(rows: "items WHERE id = \(item)")
                let found = try await session.item(item)
                return found.store.id == seen ? try await body(session, found) : nil
            }
            if let value { return value }
        }
    }
}
