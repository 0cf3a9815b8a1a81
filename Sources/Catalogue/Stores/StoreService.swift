import SQLEngines

/// What can be done with stores. Each function is one transaction; refusals are ``CatalogueError``.
public struct StoreService: Authored {
    let engine: any Engine
    let clock: WallClock
    let defaultCurrency: Currency
    let search: any ItemSearch
    public var author: User.ID?
    /// Rings when more is left of a deleted store than its transaction took: see ``keepSwept(_:report:)``.
    let leftovers = Bell()

    /// A page of stores. The words of `text` are looked for in the name, the last one as the beginning of a word; a
    /// text of blanks is as if not given, one with other characters but no word in it finds nothing.
    ///
    /// By ``StoreQuery/SortKey/itemsCount`` all stores are looked at and sorted, which are few: an index of it would be
    /// written anew with every item that comes or goes.
    public func list(_ query: StoreQuery) async throws -> Page<Store> {
        guard let text = SearchText(query.text) else {
            let isPoint = !query.page.counts && query.sort.key != .itemsCount
            return try await engine.read(isPoint ? .point : .long) { session in
                try await session.stores(query, "1 = 1")
            }
        }
        if text.words.isEmpty { return .empty(query.page) }
        let found = StoreNameIndex(dialect: engine.dialect).finds(text.words)
        return try await engine.read(.long) { session in try await session.stores(query, found) }
    }

    /// Throws `.notFound` when there is no such store.
    public func find(_ id: Store.ID, including: Inclusion) async throws -> Store {
        try await engine.read { session in try await session.store(id, including: including) }
    }

    /// The store of this name, regardless of case; nil when there is none.
    public func find(named name: Name) async throws -> Store.ID? {
        try await engine.value("SELECT id FROM stores WHERE name_key = \(name.key) AND closed_at IS NULL")
    }

    /// Throws `.storeNameTaken`, regardless of case.
    public func create(_ store: NewStore) async throws -> Store {
        let currency = store.currency ?? defaultCurrency
        return try await engine.write { session in
            let stamp = stamp()
            let id = try await session.insert(store.name, currency, stamp)
            try await StoreNameIndex(dialect: engine.dialect).put(store.name, of: id, in: session)
            return Store(
                id: id, name: store.name.text, currency: currency, items: [], tags: [], itemsCount: 0,
                createdAt: stamp.time, updatedAt: stamp.time)
        }
    }

    /// Throws `.notFound`, `.preconditionFailed`, `.storeNameTaken`, and `.storeHasItems` for another currency.
    public func change(
        _ id: Store.ID, _ change: StoreChange, if precondition: Precondition<Store> = .none, including: Inclusion
    ) async throws -> Store {
        try await engine.write { session in
            // Two that give each other's name away at once would each wait for the other's end.
            if change.name != nil { try await session.lock(name: "renaming of stores") }
            try await session.lockStores([id])
            let store = try await session.store(id, including: including)
            try precondition.check(store)
            let change = change.leavingOut(store)
            if change.isEmpty { return store }
            try await session.update(id, change, stamp())
            if let name = change.name {
                try await StoreNameIndex(dialect: engine.dialect).put(name, of: id, in: session)
            }
            return try await session.store(id, including: including)
        }
    }

    /// When the store was written last, and by whom. Throws `.notFound`.
    public func lastChange(of id: Store.ID) async throws -> LastChange {
        try await engine.read { session in try await session.lastChange(of: id, in: "stores") }
    }

    private func stamp() -> Stamp { Stamp(time: clock.now(), author: author) }

    /// Deletes the store and everything in it. Throws `.notFound` and `.preconditionFailed`.
    ///
    /// The store closes at once: from then on nothing of it is found, listed or counted, and its name is free. What
    /// one transaction cannot delete quickly goes afterwards, see ``keepSwept(_:report:)``, so that the shop is not
    /// kept waiting.
    public func delete(
        _ id: Store.ID, if precondition: Precondition<Store> = .none, including: Inclusion
    ) async throws {
        let isMoreLeft = try await engine.write { session in
            try await session.lockStores([id])
            let store = try await session.store(id, including: including)
            try precondition.check(store)
            let isMoreLeft = try await ClosedStores(search: search).close(id, at: clock.now(), in: session)
            try await StoreNameIndex(dialect: engine.dialect).forget(id, in: session)
            return isMoreLeft
        }
        if isMoreLeft { leftovers.ring() }
    }
}

extension StoreChange {
    /// Without what the store has already.
    fileprivate func leavingOut(_ store: Store) -> StoreChange {
        StoreChange(
            name: name?.text == store.name ? nil : name, currency: currency == store.currency ? nil : currency)
    }

    fileprivate var isEmpty: Bool { name == nil && currency == nil }
}
