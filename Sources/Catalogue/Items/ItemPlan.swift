import SQLEngines

/// Chooses what a list is read along.
///
/// Either along the list's own order, asking every item on the way whether it belongs: quick when many do. Or by the
/// filter that the fewest items meet, gathering and sorting these: quick when they are few. Databases guess which;
/// here it is counted, no further than to ``few``, so that neither way can become long without the other being so.
struct ItemPlan {
    let filter: ItemFilter
    let keyset: Keyset
    let search: any ItemSearch

    /// How many items may be gathered and sorted.
    let few: Int

    func statement(in session: any Session) async throws -> ItemStatement {
        if isPlain { return along(.table, inOrder: true) }
        if isOneTagByID { return along(.tag(0), inOrder: true) }
        let candidates = try await candidates(in: session)
        if let best = candidates.min(by: { $0.count < $1.count }), best.count <= few {
            return along(best.source, inOrder: false)
        }
        guard let words = filter.words else { return along(.table, inOrder: true) }
        if isByID { return along(.words, inOrder: true) }
        var statement = along(.table, inOrder: true)
        statement.asksSet = try await isSetQuicker(for: words, in: session)
        return statement
    }

    /// Whether a set of the search's hits is made sooner than the words of so many items are looked at as lie before a
    /// full page. By name, items with one word stand together, so that these may be very many. By price or time they are
    /// strewn: there the set must be smaller. (Measured on SQLite with 1,000,000 items: 0.13 µs a hit in the set and 0.2 µs an
    /// item then, 1.6 µs an item by its words. On PostgreSQL with 400,000: 0.25, 0.4 and some 7.)
    private func isSetQuicker(for words: WordQuery, in session: any Session) async throws -> Bool {
        if search.isAmongHits(words, filter.rank) == nil { return false }
        let most = if case .text = keyset.key { 100_000 } else { 25_000 }
        return try await expectedHits(of: words, in: session) <= most
    }

    /// About how many items the search finds, by where it has found ``few`` from either end of the order of the ids: what
    /// the old ones seldom have the new ones may often have.
    private func expectedHits(of words: WordQuery, in session: any Session) async throws -> Int {
        let (first, last) = (hits(of: words, descending: false), hits(of: words, descending: true))
        let share = try await session.first(
            """
            SELECT (SELECT max(f.id) FROM (\(first)) f), (SELECT min(l.id) FROM (\(last)) l), (SELECT max(id) FROM items)
            """
        ) { row -> Double? in
            guard let reached: Int64 = try row.next(), let back: Int64 = try row.next(), let end: Int64 = try row.next()
            else { return nil }
            return Double(end) / Double(max(1, min(reached, end - back)))
        }
        return (share ?? nil).map { Int(min(Double(few) * max($0, 1), 1e15)) } ?? 0
    }

    private func hits(of words: WordQuery, descending: Bool) -> SQL {
        let hits = search.hits(words, filter.rank, after: descending ? .max : .min, descending: descending)
        return "SELECT h.id FROM \(hits) h\(search.orderOfHits(descending: descending)) LIMIT \(few)"
    }

    /// Whether a page of the list is read from an index, row by row.
    var isPoint: Bool { isPlain || isOneTagByID }

    /// Nothing to ask an item but what the order's index knows.
    private var isPlain: Bool {
        filter.tags.isEmpty && filter.words == nil && filter.ranges.allSatisfy { $0.isOrder(keyset) }
    }

    private var isOneTagByID: Bool {
        guard filter.tags.count == 1, case .id = filter.tags[0] else { return false }
        return isByID && filter.words == nil && filter.ranges.isEmpty && filter.storeID == nil
    }

    private var isByID: Bool { keyset.key == .none }

    private func along(_ source: ItemSource, inOrder: Bool) -> ItemStatement {
        ItemStatement(filter: filter, source: source, keyset: keyset, search: search, inOrder: inOrder)
    }

    private func candidates(in session: any Session) async throws -> [(source: ItemSource, count: Int)] {
        var candidates: [(source: ItemSource, count: Int)] = []
        for (index, tag) in filter.tags.enumerated() {
            candidates.append((.tag(index), try await count(of: tag, in: session)))
        }
        // What a search finds by id it hands over one by one: there is nothing to be gained by gathering.
        if let words = filter.words, !isByID {
            candidates.append((.words, try await count(of: words, in: session)))
        }
        for range in filter.ranges {
            let found: SQL = "SELECT 1 FROM items WHERE \(filter.found(by: range))"
            let count = try await count(upTo: few * range.together, found, session)
            candidates.append((.range(range.column), (count + range.together - 1) / range.together))
        }
        return candidates
    }

    private func count(of tag: ItemFilter.TagFilter, in session: any Session) async throws -> Int {
        try await session.value(
            "SELECT CAST(coalesce(sum(k.items_count), 0) AS BIGINT) FROM tags k WHERE \(filter.means(tag))") ?? 0
    }

    private func count(of words: WordQuery, in session: any Session) async throws -> Int {
        if let most = words.mostHits { return most }
        return try await count(upTo: few, "SELECT 1 FROM \(search.hits(words, nil)) h", session)
    }

    /// One more than `most` for all that are more.
    private func count(upTo most: Int, _ rows: SQL, _ session: any Session) async throws -> Int {
        try await session.value("SELECT count(*) FROM (\(rows) LIMIT \(most + 1)) few") ?? 0
    }
}
