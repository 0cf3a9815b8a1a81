import SQLEngines

/// What a bulk change takes before it reads, in the order of ``ItemLocks``. Nothing of it is needed on an engine with
/// one writer.
struct BulkLocks: Sendable {
    let action: BulkAction
    let ids: [Item.ID]
    /// The stores that are taken; nil where the action leaves stores alone.
    private(set) var stores: Set<Store.ID>?

    init(_ action: BulkAction, _ ids: [Item.ID]) {
        self.action = action
        self.ids = ids
    }

    /// Takes stores and items.
    mutating func takeItems(in session: any Session) async throws {
        if action.concernsStores {
            var taken: Set<Store.ID> = []
            if case .move(let destination) = action { taken.insert(destination) }
            for ids in ids.inThousands {
                let some: [Store.ID] = try await session.all(
                    "SELECT DISTINCT store_id FROM items WHERE id IN (\(ids.list()))"
                ) { row in try row.next() }
                taken.formUnion(some)
            }
            try await session.lockStores(taken)
            stores = taken
        }
        for ids in ids.inThousands { try await session.lock(rows: "items WHERE id IN (\(ids.list())) ORDER BY id") }
    }

    /// Takes the tags whose counts will change; the items are taken.
    func takeTags(_ rules: BulkRules, in session: any Session) async throws {
        guard action == .delete else { return try await session.lockTags(rules.tags.values.map(\.id)) }
        var tags: Set<Tag.ID> = []
        for ids in ids.inThousands {
            let some: [Tag.ID] = try await session.all(
                "SELECT DISTINCT tag_id FROM item_tags WHERE item_id IN (\(ids.list()))"
            ) { row in try row.next() }
            tags.formUnion(some)
        }
        try await session.lockTags(tags)
    }

    /// Throws `.selectionChanged` when an item has got into a store that is not taken: somebody moved it just before.
    func check(_ item: Item) throws {
        if let stores, !stores.contains(item.store.id) { throw CatalogueError.selectionChanged(found: ids.count) }
    }
}

extension BulkAction {
    /// Whether it changes stores' counts of items or gives a store a tag.
    fileprivate var concernsStores: Bool {
        switch self {
        case .addTag, .move, .delete: true
        case .adjustPrice, .setPrice, .removeTag: false
        }
    }
}
