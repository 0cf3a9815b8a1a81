import SQLEngines

extension ItemService {
    /// A page of what a search finds.
    ///
    /// A list by relevance is two lists by id, one after the other: all words in the name, then the rest. When a
    /// search finds nothing, misspelt words are allowed for, and the list goes on so on its other pages, whatever is
    /// found meanwhile: its keys begin with the ``SearchStage`` they belong to.
    func find(_ query: ItemQuery, _ filter: ItemFilter, _ effort: ReadEffort) async throws -> Page<Item> {
        try await engine.read(effort) { session in
            guard let words = filter.words else { return .empty(query.page) }
            var finder = ItemFinder(session: session, search: search, query: query, few: few, filter: filter)
            let start = try SearchStage.start(query.page.key)
            if !start.stage.isRespelt {
                finder.filter.words = try await search.prepare(words, in: session)
                let page = try await finder.page(from: start.stage, start.key)
                if !page.elements.isEmpty || query.page.key != nil { return page }
            }
            guard let respelt = try await search.respell(words, in: session) else { return .empty(query.page) }
            finder.filter.words = try await search.prepare(respelt, in: session)
            return try await finder.page(from: start.stage.respelt, start.key)
        }
    }
}

/// The part of a search that a page's key belongs to.
struct SearchStage: Sendable, Equatable {
    let rank: WordRank
    let isRespelt: Bool

    var respelt: SearchStage { SearchStage(rank: rank, isRespelt: true) }

    private var number: Int64 { rank.rawValue + (isRespelt ? 2 : 0) }

    /// The key of an element of this stage.
    func key(_ key: PageKey) -> PageKey { PageKey([.integer(number)] + key.parts) }

    /// The stage that a page begins in and its key there.
    static func start(_ key: PageKey?) throws -> (stage: SearchStage, key: PageKey?) {
        guard let key else { return (SearchStage(rank: .inName, isRespelt: false), nil) }
        guard case .integer(let number) = key.parts.first, let rank = WordRank(rawValue: number % 2),
            (0...3).contains(number)
        else { throw Keyset.foreignKey }
        let rest = Array(key.parts.dropFirst())
        return (SearchStage(rank: rank, isRespelt: number > 1), rest.isEmpty ? nil : PageKey(rest))
    }
}

/// Reads a page of a search whose words are settled.
private struct ItemFinder {
    let session: any Session
    let search: any ItemSearch
    let query: ItemQuery
    let few: Int
    var filter: ItemFilter

    func page(from stage: SearchStage, _ key: PageKey?) async throws -> Page<Item> {
        var page =
            if let sort = query.sort { try await sorted(sort.keyset, stage, key) } else {
                try await ranked(from: stage, after: key)
            }
        if query.page.counts { page.total = try await session.count(try await statement(nil, Sort(by: .id).keyset)) }
        return page.with(try await session.items(page.elements, search.dialect))
    }

    private func sorted(_ keyset: Keyset, _ stage: SearchStage, _ key: PageKey?) async throws -> Page<ItemRow> {
        let statement = try await statement(nil, keyset)
        var page = try await session.rows(statement, query.page.moved(to: key))
        page.next = page.next.map(stage.key)
        page.first = page.first.map(stage.key)
        return page
    }

    /// A page that ends where a rank ends says so by a key without an id: the next begins with the next rank.
    private func ranked(from stage: SearchStage, after: PageKey?) async throws -> Page<ItemRow> {
        guard query.page.direction == .forward else { throw Keyset.foreignKey }
        var page = try await forward(from: stage, after: after)
        (page.first, page.hasPrevious) = (nil, query.page.key != nil)
        return page
    }

    private func forward(from stage: SearchStage, after: PageKey?) async throws -> Page<ItemRow> {
        let limit = query.page.limit
        let statement = try await statement(stage.rank, Sort(by: .id).keyset)
        var page = try await session.rows(statement, PageRequest(limit: limit, after: after))
        page.next = page.next.map(stage.key)
        guard page.next == nil, stage.rank == .inName else { return page }
        let rest = SearchStage(rank: .elsewhere, isRespelt: stage.isRespelt)
        let others = try await self.statement(rest.rank, Sort(by: .id).keyset)
        if page.elements.count == limit {
            let more = try await session.rows(others, PageRequest(limit: 1))
            if !more.elements.isEmpty { page.next = rest.key(PageKey([])) }
            return page
        }
        let more = try await session.rows(others, PageRequest(limit: limit - page.elements.count))
        return Page(elements: page.elements + more.elements, next: more.next.map(rest.key))
    }

    private func statement(_ rank: WordRank?, _ keyset: Keyset) async throws -> ItemStatement {
        var filter = filter
        filter.rank = rank
        return try await ItemPlan(filter: filter, keyset: keyset, search: search, few: few).statement(in: session)
    }
}

extension PageRequest {
    /// The same page of a list whose keys are spelt in another way.
    fileprivate func moved(to key: PageKey?) -> PageRequest {
        direction == .forward
            ? PageRequest(limit: limit, after: key, counts: counts, looksBack: looksBack)
            : PageRequest(limit: limit, before: key, counts: counts)
    }
}
