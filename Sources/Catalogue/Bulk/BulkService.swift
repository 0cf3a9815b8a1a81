import SQLEngines

/// Changes many items at once, all of them or none.
public struct BulkService: Authored {
    let engine: any Engine
    private(set) var items: ItemService
    public var author: User.ID? {
        get { items.author }
        set { items.author = newValue }
    }

    init(engine: any Engine, clock: WallClock, search: any ItemSearch) {
        self.engine = engine
        items = ItemService(engine: engine, clock: clock, search: search)
    }

    /// What ``perform(_:on:expecting:)`` would do, item by item, and would be refused for; changes nothing.
    ///
    /// Throws `.invalid` for too many items and for a move to a store that does not exist.
    public func preview(_ action: BulkAction, on selection: ItemSelection) async throws -> BulkReport {
        try await engine.read(.bulk) { session in
            let ids = try await ids(of: selection, in: session)
            var run = BulkRun(rules: try await BulkRules(action, in: session), ids: ids)
            try await run.go(in: session)
            return run.report
        }
    }

    /// Does the action to every item of the selection in one transaction, and reports what it did.
    ///
    /// `expected` is the digest of the preview that somebody saw. Throws `.selectionChanged` when other items are meant by
    /// now or any of them is not as it was, so that nothing is done unseen and nothing twice; `.bulkRefused` when one
    /// cannot be changed so, and what ``preview(_:on:)`` throws.
    public func perform(
        _ action: BulkAction, on selection: ItemSelection, expecting expected: String
    ) async throws -> BulkReport {
        // What would be refused need not keep others from writing until that is found. The write itself looks again.
        try await preview(action, on: selection).check(expected)
        return try await engine.maintain { session in
            let ids = try await ids(of: selection, in: session)
            var locks = BulkLocks(action, ids)
            if engine.isShared { try await take(&locks, of: selection, in: session) }
            var rules = try await BulkRules(action, in: session)
            if engine.isShared {
                try await locks.takeTags(rules, in: session)
                try await rules.readTags(in: session)
            }
            var run = BulkRun(
                rules: rules, ids: ids, locks: locks, writing: BulkWriting(search: items.search, items.stamp()))
            try await run.go(in: session, expecting: expected)
            return run.report
        }
    }

    /// What was read before the items were taken may not be so any more; from here on it stays.
    private func take(
        _ locks: inout BulkLocks, of selection: ItemSelection, in session: any Session
    ) async throws {
        try await session.lock(name: "bulk change of items")
        try await locks.takeItems(in: session)
        let found = try await ids(of: selection, in: session)
        if found != locks.ids { throw CatalogueError.selectionChanged(found: found.count) }
    }
}
