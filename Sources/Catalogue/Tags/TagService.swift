import SQLEngines

/// What can be done with tags. Each function is one transaction; refusals are ``CatalogueError``.
public struct TagService: Authored {
    let engine: any Engine
    let clock: WallClock
    public var author: User.ID?

    /// A page of the tags of all stores, or of one: a store that does not exist gives an empty page, and so does a text
    /// that no name begins with.
    ///
    /// Costs the same at any depth. With a text, in another order than by name, what begins so is gathered, up to
    /// ``ListWay/few``, or else asked for along the order.
    public func list(_ query: TagQuery) async throws -> Page<Tag> {
        guard let list = TagList(query) else { return .empty(query.page) }
        return try await engine.read(list.isPoint && !query.page.counts ? .point : .long) { session in
            try await page(of: list, query, in: session)
        }
    }

    /// A page of the store's tags. Throws `.notFound` when there is no such store.
    public func list(of store: Store.ID, _ query: TagQuery) async throws -> Page<Tag> {
        let query = query.within(store)
        guard let list = TagList(query) else { return .empty(query.page) }
        return try await engine.read(list.isPoint && !query.page.counts ? .point : .long) { session in
            guard try await session.terms(of: store) != nil else { throw CatalogueError.notFound }
            return try await page(of: list, query, in: session)
        }
    }

    /// Throws `.notFound` when there is no such tag.
    public func find(_ id: Tag.ID, including: Inclusion) async throws -> Tag {
        try await engine.read { session in try await session.tag(id, including: including) }
    }

    /// Throws `.notFound` when there is no such store, `.tagNameTaken` regardless of case.
    public func create(_ tag: NewTag, in store: Store.ID) async throws -> Tag {
        try await engine.write { session in
            guard let terms = try await session.admit(0, to: store) else { throw CatalogueError.notFound }
            let stamp = stamp()
            let id = try await session.insert(tag.name, in: store, stamp)
            return Tag(
                id: id, name: tag.name.text,
                store: Tag.Owner(id: store, name: terms.name, currency: terms.currency), items: [], itemsCount: 0,
                createdAt: stamp.time, updatedAt: stamp.time)
        }
    }

    /// Throws `.notFound`, `.preconditionFailed` and `.tagNameTaken`.
    public func change(
        _ id: Tag.ID, _ change: TagChange, if precondition: Precondition<Tag> = .none, including: Inclusion
    ) async throws -> Tag {
        try await engine.write(to: id) { session in
            let tag = try await session.tag(id, including: including)
            try precondition.check(tag)
            guard let name = change.name, name.text != tag.name else { return tag }
            try await session.rename(id, name, stamp())
            return try await session.tag(id, including: including)
        }
    }

    /// Throws `.notFound`, `.preconditionFailed`, and `.tagInUse` while any item carries the tag.
    public func delete(
        _ id: Tag.ID, if precondition: Precondition<Tag> = .none, including: Inclusion
    ) async throws {
        try await engine.write(to: id) { session in
            try precondition.check(try await session.tag(id, including: including))
            try await session.delete(id)
        }
    }

    /// When the tag was written last, and by whom. Throws `.notFound`.
    public func lastChange(of id: Tag.ID) async throws -> LastChange {
        try await engine.read { session in try await session.lastChange(of: id, in: "tags") }
    }

    func stamp() -> Stamp { Stamp(time: clock.now(), author: author) }

    private func page(of list: TagList, _ query: TagQuery, in session: any Session) async throws -> Page<Tag> {
        var page = try await list.page(query.page, in: session)
        page.elements = try await session.embedding(query.including, in: page.elements)
        page.total = query.page.counts ? try await list.count(in: session) : nil
        return page
    }
}

extension TagQuery {
    fileprivate func within(_ store: Store.ID) -> TagQuery {
        var query = self
        query.storeID = store
        return query
    }
}
