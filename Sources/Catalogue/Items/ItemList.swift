import SQLEngines

extension ItemService {
    /// A page of items, each with its store and all of its tags.
    ///
    /// A text of blanks is as if not given; one with other characters but no word in it finds nothing. A store or a
    /// tag that does not exist gives an empty page.
    ///
    /// Without a filter, or with one that the order's index serves, a page costs the same at any depth and size. With
    /// others it costs what the rarest filter finds, up to ``few`` items, or else the way along the order.
    public func list(_ query: ItemQuery) async throws -> Page<Item> { try await list(query, nil) }

    /// The same with so much effort; nil for what the list seems to need.
    func list(_ query: ItemQuery, _ effort: ReadEffort?) async throws -> Page<Item> {
        let text = SearchText(query.text)
        guard let filter = ItemFilter(query, text) else { return .empty(query.page) }
        if let text {
            guard !text.words.isEmpty else { return .empty(query.page) }
            return try await find(query, filter, effort ?? .long)
        }
        let plan = ItemPlan(filter: filter, keyset: (query.sort ?? Sort(by: .id)).keyset, search: search, few: few)
        let usual = plan.isPoint && !query.page.counts ? ReadEffort.point : .long
        if effort == nil, usual == .point, search.dialect.name == .postgres, !query.page.asksBeyond {
            return try await WholePage.read(try await plan.statement(in: engine), query.page, in: engine)
        }
        return try await engine.read(effort ?? usual) { session in
            let statement = try await plan.statement(in: session)
            var page = try await session.page(statement, query.page)
            page.total = query.page.counts ? try await session.count(statement) : nil
            return page
        }
    }
}

extension Session {
    /// A page of items.
    func page(_ statement: ItemStatement, _ request: PageRequest) async throws -> Page<Item> {
        switch statement.search.dialect.name {
        case .postgres: return try await WholePage.read(statement, request, in: self)
        case .sqlite:
            let page = try await rows(statement, request)
            return page.with(try await PageAssembly(session: self).items(page.elements))
        }
    }

    /// A page of items' own rows.
    func rows(_ statement: ItemStatement, _ request: PageRequest) async throws -> Page<ItemRow> {
        try await PageReader.page(request, by: statement.keyset, in: self) { keyset, key, limit in
            try statement.ordered(by: keyset).page(after: key, limit: limit)
        } _: { row in
            let item = try ItemRow(row: &row)
            return (item, item.id.rawValue)
        }
    }

    /// The items of the rows, with their stores and tags.
    func items(_ rows: [ItemRow], _ dialect: Dialect) async throws -> [Item] {
        switch dialect.name {
        case .postgres: try await WholePage.items(rows, in: self)
        case .sqlite: try await PageAssembly(session: self).items(rows)
        }
    }

    /// How many items there are in all. Where a store or a tag is all that is asked for, its own count says so.
    func count(_ statement: ItemStatement) async throws -> Int {
        let filter = statement.filter
        if filter.words == nil, filter.ranges.isEmpty, filter.tags.isEmpty {
            let one: SQL = filter.storeID.map { " AND s.id = \($0)" } ?? ""
            return try await value(
                """
                SELECT CAST(coalesce(sum(items_count), 0) AS BIGINT) FROM stores s WHERE s.closed_at IS NULL\(one)
                """) ?? 0
        }
        return try await value(try statement.count()) ?? 0
    }
}

extension Sort<ItemQuery.SortKey> {
    var keyset: Keyset {
        let column: Keyset.Key =
            switch key {
            case .id: .none
            case .name: .text("i.name_key")
            case .price: .integer("i.price_thousandths")
            case .createdAt: .integer("i.created_at")
            }
        return Keyset(key: column, id: "i.id", descending: descending)
    }
}
