import SQLEngines

/// What a write takes before it reads. Everywhere in one order, so that two writes seldom wait for one another in a
/// circle: stores, then items, then tags, each by id. An item's or a tag's row refers to its store, and taking that
/// before the row is written keeps a writer from having to wait for it in the middle. However many there are: a statement
/// names a thousand.
extension Session {
    func lockStores(_ ids: some Sequence<Store.ID>) async throws {
        for ids in Set(ids).sorted().inThousands {
            try await lock(rows: "stores WHERE id IN (\(ids.list())) ORDER BY id")
        }
    }

    func lockTags(_ ids: some Sequence<Tag.ID>) async throws {
        for ids in Set(ids).sorted().inThousands {
            try await lock(rows: "tags WHERE id IN (\(ids.list())) ORDER BY id")
        }
    }
}

/// What is to be taken has to be there before: a row that came after it was to be taken would be met in the middle.
extension Engine {
    /// A write to the item as it stands, with the stores taken that `stores` names for the one it is in.
    ///
    /// Only the item says which its store is, and that has to be taken first: when it was moved meanwhile, all begins
    /// again. Throws `.notFound`.
    func write<Value: Sendable>(
        to item: Item.ID, taking stores: @escaping @Sendable (Store.ID) -> Set<Store.ID> = { _ in [] },
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
    /// A write to the tag, which is taken, and before it its store, where its name has to be the only one.
    /// Throws `.notFound`.
    func write<Value: Sendable>(
        to tag: Tag.ID, _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        let store: Store.ID? = try await value("SELECT store_id FROM tags WHERE id = \(tag)")
        guard let store else { throw CatalogueError.notFound }
        return try await write { session in
            try await session.lockStores([store])
            try await session.lockTags([tag])
            return try await body(session)
        }
    }
}
