import SQLEngines

/// What can be done with items. Each function is one transaction; refusals are ``CatalogueError``.
public struct ItemService: Authored {
    let engine: any Engine
    let clock: WallClock
    var search: any ItemSearch
    /// How items without tags are made where one statement after another is a way over a wire each; nil elsewhere.
    let creating: ItemCreating?
    /// How many items a list may gather and sort, in place of walking along its order: a few milliseconds' worth.
    var few = 4000
    public var author: User.ID?

    init(engine: any Engine, clock: WallClock, search: any ItemSearch) {
        self.engine = engine
        self.clock = clock
        self.search = search
        creating = search is TermIndex ? ItemCreating(engine: engine) : nil
    }

    /// Throws `.notFound` when there is no such item.
    public func find(_ id: Item.ID) async throws -> Item {
        try await engine.item(id)
    }

    /// Makes an item, with the tags of these names on it; those that its store lacks are made. All of it, or nothing.
    ///
    /// Throws `.invalid` for a missing `store_id` or a `price` that the store's currency cannot hold, and `.tooManyTags`
    /// beyond 100.
    public func create(_ item: NewItem, tags names: [Name] = []) async throws -> Item {
        if let creating, names.isEmpty { return try await creating.create(item, stamp()) }
        return try await engine.write { session in
            guard let store = try await session.admit(1, to: item.storeID) else { throw CatalogueError.missingStore }
            let price = try item.price.amount(in: store.currency)
            let stamp = stamp()
            let tags = try await session.tags(named: names, of: item.storeID, stamp)
            let id = try await session.insert(item, price, tags, stamp)
            let created = Item(id, item, price, in: store, tags: tags, stamp)
            try await search.put(created.words, of: id, in: session)
            return created
        }
    }

    /// Throws `.notFound`, `.preconditionFailed`, `.invalid` as ``create(_:)`` does; on a move to another store
    /// `.itemHasTags`, and `.currencyMismatch` when the price is not said again.
    public func change(
        _ id: Item.ID, _ change: ItemChange, if precondition: Precondition<Item> = .none
    ) async throws -> Item {
        guard let destination = change.storeID else {
            return try await engine.write { session in
                try await session.lock(rows: "items WHERE id = \(id)")
                return try await make(change, to: try await session.item(id), if: precondition, in: session)
            }
        }
        return try await engine.write(to: id, taking: { $0 == destination ? [] : [$0, destination] }) { session, item in
            try await make(change, to: item, if: precondition, in: session)
        }
    }

    private func make(
        _ change: ItemChange, to old: Item, if precondition: Precondition<Item>, in session: any Session
    ) async throws -> Item {
        try precondition.check(old)
        let stamp = stamp()
        let new = try await session.applying(change, to: old, at: stamp.time)
        guard new.differs(from: old) else { return old }
        try await replace(old, with: new, stamp, in: session)
        if new.words.terms != old.words.terms { try await search.put(new.words, of: new.id, in: session) }
        return new
    }

    /// Throws `.notFound` and `.preconditionFailed`.
    public func delete(_ id: Item.ID, if precondition: Precondition<Item> = .none) async throws {
        try await engine.write(to: id, taking: { [$0] }) { session, item in
            try precondition.check(item)
            try await session.lockTags(item.tags.map(\.id))
            try await session.delete(item)
            try await search.forget(id, in: session)
        }
    }

    /// Puts the tag on the item; `isNew` says whether it was not there before. Throws `.notFound` when either is
    /// missing, `.tagOfAnotherStore`, and `.tooManyTags` beyond 100.
    public func link(_ item: Item.ID, _ tag: Tag.ID) async throws -> (item: Item, isNew: Bool) {
        try await engine.write(to: item) { session, old in
            try await session.lockTags([tag])
            if old.tags.contains(where: { $0.id == tag }) { return (old, false) }
            if try await session.link(item, tag) {
                try await session.count(1, of: tag, on: item, stamp())
                return (try await session.item(item), true)
            }
            throw CatalogueError.notFound
        }
    }

    /// Puts the tag of this name in the item's store on the item, and makes it where the store has none. Throws `.notFound`
    /// when there is no such item, and `.tooManyTags` beyond 100.
    public func link(_ item: Item.ID, named name: Name) async throws -> (item: Item, isNew: Bool) {
        try await engine.write(to: item, taking: { [$0] }) { session, found in
            let stamp = stamp()
            var tag = try await session.tag(named: name, of: found.store.id)
            if tag == nil { tag = try await session.insert(name, in: found.store.id, stamp) }
            guard let tag, !found.tags.contains(where: { $0.id == tag }) else { return (found, false) }
            try await session.lockTags([tag])
            _ = try await session.link(item, tag)
            try await session.count(1, of: tag, on: item, stamp)
            return (try await session.item(item), true)
        }
    }

    /// Takes the tag off the item. Throws `.notFound` when it is not on it.
    public func unlink(_ item: Item.ID, _ tag: Tag.ID) async throws {
        try await engine.write(to: item) { session, _ in
            try await session.lockTags([tag])
            guard try await session.unlink(item, tag) else { throw CatalogueError.notFound }
            try await session.count(-1, of: tag, on: item, stamp())
        }
    }
}

extension ItemService {
    /// When the item was written last, and by whom. Throws `.notFound`.
    public func lastChange(of id: Item.ID) async throws -> LastChange {
        try await engine.read { session in try await session.lastChange(of: id, in: "items") }
    }

    func stamp() -> Stamp { Stamp(time: clock.now(), author: author) }

    /// Writes what the item is to be from now on, which is not what it was: its row and its stores' counts, but not its words.
    func replace(_ old: Item, with new: Item, _ stamp: Stamp, in session: any Session) async throws {
        try await session.update(new, stamp)
        if new.store.id != old.store.id {
            try await session.count(-1, of: old.store.id)
            guard try await session.admit(1, to: new.store.id) != nil else { throw CatalogueError.missingStore }
        }
    }
}

extension Item {
    /// The item as it has just been made.
    init(_ id: ID, _ new: NewItem, _ price: Money, in store: StoreTerms, tags: [Tag.Summary] = [], _ stamp: Stamp) {
        self.init(
            id: id, name: new.name.text, description: new.description?.text, price: price,
            store: Store.Summary(id: new.storeID, name: store.name), tags: tags, createdAt: stamp.time,
            updatedAt: stamp.time)
    }

    var words: ItemWords { ItemWords(name: name, description: description, storeID: store.id) }
}

extension Price {
    /// ``money(in:)`` with its refusal named for the field.
    func amount(in currency: Currency) throws -> Money {
        do {
            return try money(in: currency)
        } catch {
            throw CatalogueError.invalid([InvalidField("price", error)])
        }
    }
}
