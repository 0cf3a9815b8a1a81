import SQLEngines

/// What is in the shop, for whoever looks after it.
public struct OverviewService: Sendable {
    /// How old a ``Tally`` may be before the next who asks has another one made.
    public static let tallyLifetime = Duration.seconds(60)

    private let engine: any Engine
    private let items: ItemService
    let tally: Kept<Tally>

    init(engine: any Engine, clock: WallClock, items: ItemService) {
        self.engine = engine
        self.items = items
        tally = Kept(for: Self.tallyLifetime, clock: clock) { now in
            try await engine.read(.bulk) { session in try await session.tally(at: now) }
        }
    }

    /// The shop as it stands; its ``Overview/tally`` as it stood a while ago. Costs the same however many items there are:
    /// it reads what is kept, and counts stores, tags and users.
    public func current() async throws -> Overview {
        let tally = tally.latest()
        let newest = PageRequest(limit: Overview.mostItems)
        let page = try await items.list(ItemQuery(sort: Sort(by: .id, descending: true), page: newest))
        return try await engine.read(.long) { session in
            Overview(
                counts: try await session.counts(), largestStores: try await session.largestStores(),
                newestItems: page.elements, tally: tally)
        }
    }
}

extension Session {
    /// Tags of stores that are on their way out are taken off: there are few of them, and an index knows their stores.
    fileprivate func counts() async throws -> Overview.Counts {
        let counts = try await first(
            """
            SELECT count(*), CAST(coalesce(sum(s.items_count), 0) AS BIGINT), (SELECT count(*) FROM tags)
                - (SELECT count(*) FROM stores c CROSS JOIN tags t WHERE c.closed_at IS NOT NULL AND t.store_id = c.id),
                (SELECT count(*) FROM users)
            FROM stores s WHERE s.closed_at IS NULL
            """
        ) { row in
            Overview.Counts(
                stores: try row.next(), items: try row.next(), tags: try row.next(), users: try row.next())
        }
        return counts ?? Overview.Counts(stores: 0, items: 0, tags: 0, users: 0)
    }

    fileprivate func largestStores() async throws -> [Overview.StoreSize] {
        try await all(
            """
            SELECT id, name, currency, items_count FROM stores WHERE closed_at IS NULL
            ORDER BY items_count DESC, id LIMIT \(Overview.mostStores)
            """
        ) { row in
            Overview.StoreSize(
                id: try row.next(), name: try row.next(), currency: try row.next(), itemsCount: try row.next())
        }
    }
}
