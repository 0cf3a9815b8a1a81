import SQLEngines

extension TermIndex {
    /// How many words, and how many ways to spell each, are counted.
    private static let mostCounted = (words: 8, ways: 65)
    /// How many whole words a common beginning may stand for.
    private static let mostEndings = 8
    /// How many lists are merged.
    private static let mostLists = 16
    /// A store of no more items is gone through rather than the items of a word that many have.
    private static let smallStore = 20_000

    /// Counts the items of each word, and goes by the rarest.
    func prepare(_ query: WordQuery, in session: any Session) async throws -> WordQuery {
        let words = try await counted(query, in: session)
        let anywhere = words.map { $0.names + $0.others }.min { $0.count < $1.count } ?? Candidates()
        // An item of the second rank has one of the words in its description alone; often these are fewer.
        let outside = query.words.count == words.count ? words.map(\.others).reduce(Candidates(), +) : anywhere
        let inName = words.map(\.names).min { $0.count < $1.count } ?? Candidates()
        let store = try await smallStore(query, in: session)
        let endings = try await endings(of: [inName, anywhere, outside], in: session)
        func way(_ candidates: Candidates) -> TermWay { self.way(along: candidates, store, endings) }
        var prepared = query
        prepared.ways = TermWays(
            inName: way(inName), elsewhere: way(outside.count <= anywhere.count ? outside : anywhere),
            anywhere: way(anywhere))
        return prepared
    }

    private func way(along candidates: Candidates, _ store: Store.ID?, _ endings: [TermRange: [String]]) -> TermWay {
        if candidates.count <= few {
            return TermWay(kind: .gathered(candidates.ranges), most: candidates.count)
        }
        if let store { return TermWay(kind: .store(store), most: nil) }
        var terms: [String] = []
        for range in candidates.ranges {
            guard let whole = range.isPrefix ? endings[range] : [range.term] else { return .everything }
            terms += whole
        }
        guard terms.count <= Self.mostLists else { return .everything }
        return TermWay(kind: .lists(terms), most: nil)
    }

    private func smallStore(_ query: WordQuery, in session: any Session) async throws -> Store.ID? {
        guard let id = query.storeID else { return nil }
        let count: Int? = try await session.value("SELECT items_count FROM stores WHERE id = \(id)")
        return (count ?? 0) <= Self.smallStore ? id : nil
    }

    /// The whole terms that the beginnings among common candidates stand for, without those that stand for many. The index
    /// is stepped through from term to term, however many items have one.
    private func endings(of candidates: [Candidates], in session: any Session) async throws -> [TermRange: [String]] {
        let prefixes = Array(Set(candidates.filter { $0.count > few }.flatMap(\.ranges).filter(\.isPrefix)))
        guard (1...Self.mostLists).contains(prefixes.count) else { return [:] }
        var endings = Dictionary(uniqueKeysWithValues: prefixes.map { ($0, [String]()) })
        let found: [(Int, String)] = try await session.all(
            """
            SELECT r.place, e.term FROM \(prefixes.table) WITH ORDINALITY AS r (low, high, place) CROSS JOIN LATERAL (
                WITH RECURSIVE steps (term) AS (
                    SELECT (SELECT x.term FROM items_terms x WHERE \(SQL.inRange) ORDER BY x.term LIMIT 1)
                    UNION ALL
                    SELECT (SELECT x.term FROM items_terms x
                        WHERE x.term > steps.term AND x.term < r.high COLLATE "C" ORDER BY x.term LIMIT 1)
                    FROM steps WHERE steps.term IS NOT NULL
                ) SELECT term FROM steps WHERE term IS NOT NULL LIMIT \(Self.mostEndings + 1)) AS e
            """
        ) { row in (try row.next(), try row.next()) }
        for (place, term) in found { endings[prefixes[place - 1], default: []].append(term) }
        return endings.filter { $0.value.count <= Self.mostEndings }
    }
}

/// Ranges of terms, and how many items they have together; a range of many counts as one more than a few.
private struct Candidates {
    var ranges: [TermRange] = []
    var count = 0

    static func + (left: Candidates, right: Candidates) -> Candidates {
        Candidates(ranges: left.ranges + right.ranges, count: left.count + right.count)
    }
}

extension TermIndex {
    /// The first words of the query with the items that have them in the name, and in the description alone.
    private func counted(
        _ query: WordQuery, in session: any Session
    ) async throws -> [(names: Candidates, others: Candidates)] {
        let words = query.words.prefix(Self.mostCounted.words).map { $0.prefix(Self.mostCounted.ways) }
        let ranges = ["n", "d"].map { place in words.map { word in word.map { TermRange(place, $0) } } }
        let counts = try await counts(of: ranges.flatMap { $0.flatMap { $0 } }, in: session)
        var next = counts.makeIterator()
        let candidates = ranges.map { places in
            places.map { word in
                word.reduce(into: Candidates()) { all, range in
                    all = all + Candidates(ranges: [range], count: next.next() ?? 0)
                }
            }
        }
        return zip(candidates[0], candidates[1]).map { ($0, $1) }
    }

    private func counts(of ranges: [TermRange], in session: any Session) async throws -> [Int] {
        try await session.all(
            """
            SELECT (SELECT count(*) FROM (
                SELECT 1 FROM items_terms x WHERE \(SQL.inRange) LIMIT \(few + 1)) AS few)
            FROM \(ranges.table) WITH ORDINALITY AS r (low, high, place) ORDER BY r.place
            """
        ) { row in try row.next() }
    }
}
