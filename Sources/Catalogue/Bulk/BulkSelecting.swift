import SQLEngines

extension BulkService {
    /// The items that are meant, lowest id first. Throws `.invalid` when they are too many.
    func ids(of selection: ItemSelection, in session: any Session) async throws -> [Item.ID] {
        switch selection {
        case .ids(let ids):
            let ids = Set(ids).sorted()
            guard ids.count <= ItemSelection.mostIDs else { throw Self.tooMany(ItemSelection.mostIDs) }
            return ids
        case .matching(let query):
            let ids = try await ids(matching: query, in: session)
            guard ids.count <= ItemSelection.mostItems else { throw Self.tooMany(ItemSelection.mostItems) }
            return ids
        }
    }

    private func ids(matching query: ItemQuery, in session: any Session) async throws -> [Item.ID] {
        let text = SearchText(query.text)
        guard let filter = ItemFilter(query, text), text?.words.isEmpty != true,
            let settled = try await items.settled(filter, in: session)
        else { return [] }
        let plan = ItemPlan(filter: settled, keyset: Sort(by: .id).keyset, search: items.search, few: items.few)
        let statement = try await plan.statement(in: session)
        return try await session.all(try statement.ids(limit: ItemSelection.mostItems + 1)) { row in try row.next() }
    }

    private static func tooMany(_ most: Int) -> CatalogueError {
        .invalid([InvalidField("selection", ValueError("max_items", "must be at most \(most) items at once"))])
    }
}

extension Session {
    /// Those of the items that are there, with all of their tags, lowest id first.
    func items(_ ids: [Item.ID]) async throws -> [Item] {
        try await joined(
            try await all(
                """
                SELECT \(ItemRow.columns), \(StoreTerms.columns) FROM items i LEFT JOIN stores s ON s.id = i.store_id
                WHERE i.id IN (\(ids.list())) AND s.closed_at IS NULL ORDER BY i.id
                """
            ) { row in (try ItemRow(row: &row), try StoreTerms(row: &row)) })
    }
}

extension Array {
    /// The elements in pieces of a thousand: as many as one statement names.
    var inThousands: [[Element]] {
        stride(from: 0, to: count, by: 1000).map { Array(self[$0..<Swift.min($0 + 1000, count)]) }
    }
}
