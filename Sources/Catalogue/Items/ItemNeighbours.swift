import SQLEngines

/// The items beside one in a list.
public struct ItemNeighbours: Sendable, Equatable {
    /// nil where the list begins.
    public let previous: Item.ID?
    /// nil where it ends.
    public let next: Item.ID?
}

extension ItemService {
    /// What comes right before and right after an item in the order of a query, by relevance too; its page does not
    /// matter. The item itself need not be among what the query finds (any more): it is then where it would stand.
    ///
    /// Costs two steps where a list costs a page. Throws `.notFound` when there is no such item.
    public func neighbours(of id: Item.ID, in query: ItemQuery) async throws -> ItemNeighbours {
        let keyset = (query.sort ?? Sort(by: .id)).keyset
        let text = SearchText(query.text)
        guard let filter = ItemFilter(query, text), text?.words.isEmpty != true else {
            _ = try await find(id)
            return ItemNeighbours(previous: nil, next: nil)
        }
        let isPoint = ItemPlan(filter: filter, keyset: keyset, search: search, few: few).isPoint
        return try await engine.read(isPoint ? .point : .long) { session in
            let key = try await session.key(of: id, by: keyset)
            guard let filter = try await settled(filter, in: session) else {
                return ItemNeighbours(previous: nil, next: nil)
            }
            let ranks = query.sort == nil ? try await ranks(of: id, filter, session) : nil
            let steps = NeighbourSteps(session: session, search: search, few: few, filter: filter, key: key)
            return ItemNeighbours(
                previous: try await steps.first(keyset.reversed, ranks?.before ?? [nil]),
                next: try await steps.first(keyset, ranks?.after ?? [nil]))
        }
    }

    /// The filter with its words as a search takes them in the end: as they stand, or respelt where nothing is found
    /// by them; nil when nothing is found at all.
    func settled(_ filter: ItemFilter, in session: any Session) async throws -> ItemFilter? {
        guard let words = filter.words else { return filter }
        var settled = filter
        settled.words = try await search.prepare(words, in: session)
        // Where a time is asked for, ids are the order in which it comes late.
        let order = Sort<ItemQuery.SortKey>(by: filter.times.isWhole ? .id : .createdAt)
        let plan = ItemPlan(filter: settled, keyset: order.keyset, search: search, few: few)
        let first = try await plan.statement(in: session).ids(limit: 1)
        if try await session.run(first, each: { _ in }) > 0 { return settled }
        guard let respelt = try await search.respell(words, in: session) else { return nil }
        settled.words = try await search.prepare(respelt, in: session)
        return settled
    }

    /// The ranks in which what comes before and after an item is looked for, its own first.
    private func ranks(
        of id: Item.ID, _ filter: ItemFilter, _ session: any Session
    ) async throws -> (before: [WordRank?], after: [WordRank?])? {
        guard let words = filter.words else { return nil }
        let inName: SQL = "SELECT 1 FROM items i WHERE i.id = \(id) AND \(search.finds(words, .inName))"
        return try await session.run(inName, each: { _ in }) > 0
            ? ([.inName], [.inName, .elsewhere]) : ([.elsewhere, .inName], [.elsewhere])
    }
}

/// Looks for the first item beyond a key, in one direction.
private struct NeighbourSteps {
    let session: any Session
    let search: any ItemSearch
    let few: Int
    let filter: ItemFilter
    let key: PageKey

    /// Beyond the key in the first of these ranks, else at the beginning of the next.
    func first(_ keyset: Keyset, _ ranks: [WordRank?]) async throws -> Item.ID? {
        for (place, rank) in ranks.enumerated() {
            var filter = filter
            filter.rank = rank
            let plan = ItemPlan(filter: filter, keyset: keyset, search: search, few: few)
            let statement = try await plan.statement(in: session)
            let found: Item.ID? = try await session.value(
                try statement.ids(after: place == 0 ? key : nil, limit: 1))
            if let found { return found }
        }
        return nil
    }
}

extension Session {
    /// Where an item stands in an order. Throws `.notFound`.
    fileprivate func key(of id: Item.ID, by keyset: Keyset) async throws -> PageKey {
        let key = try await first(
            """
            SELECT \(keyset.column) FROM items i LEFT JOIN stores s ON s.id = i.store_id
            WHERE i.id = \(id) AND s.closed_at IS NULL
            """
        ) { row in try keyset.pageKey(&row, id: id.rawValue) }
        guard let key else { throw CatalogueError.notFound }
        return key
    }
}
