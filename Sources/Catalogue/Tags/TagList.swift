import SQLEngines

/// Which tags a list has, and how it is read.
struct TagList: Sendable {
    private let store: Store.ID?
    private let prefix: PrefixRange?
    private let sort: Sort<TagQuery.SortKey>

    /// nil when nothing can be found: no name begins so.
    init?(_ query: TagQuery) {
        var prefix: PrefixRange?
        if let text = query.text?.trimmed, !text.isEmpty {
            guard let key = Name.key(of: String(text)) else { return nil }
            prefix = PrefixRange(column: "t.name_key", prefix: key)
        }
        self.prefix = prefix
        store = query.storeID
        sort = query.sort
    }

    /// Whether a page is read from an index, row by row.
    var isPoint: Bool { prefix == nil ? store == nil || sort.key != .itemsCount : isAlongPrefix }

    /// Whether the list's order is that of the names that begin so.
    private var isAlongPrefix: Bool { prefix != nil && sort.key == .name }

    private var ofStore: SQL { store.map { " AND t.store_id = \($0)" } ?? "" }

    func page(_ request: PageRequest, in session: any Session) async throws -> Page<Tag> {
        let way = try await way(in: session)
        return try await PageReader.page(request, by: way.keyset, in: session) { keyset, key, limit in
            let (start, bounds) = ends(key, keyset.descending)
            return """
                SELECT \(TagRow.columns), \(keyset.column) FROM tags t LEFT JOIN stores s ON s.id = t.store_id
                WHERE s.closed_at IS NULL\(ofStore) AND \(try keyset.follows(start))\(bounds)\(way.filter)
                ORDER BY \(keyset.order) LIMIT \(limit)
                """
        } _: { row in
            let tag = try TagRow(row: &row).tag
            return (tag, tag.id.rawValue)
        }
    }

    func count(in session: any Session) async throws -> Int {
        let filter: SQL = prefix.map { " AND \($0.condition.followed)" } ?? ""
        return try await session.value(
            """
            SELECT count(*) FROM tags t LEFT JOIN stores s ON s.id = t.store_id
            WHERE s.closed_at IS NULL\(ofStore)\(filter)
            """) ?? 0
    }

    /// A store's tags are few enough to be gathered where no index has them in order.
    private func way(in session: any Session) async throws -> ListWay {
        let keyset = sort.keyset
        guard let condition = prefix?.condition, !isAlongPrefix else {
            return ListWay(along: store != nil && sort.key == .itemsCount ? keyset.gathered : keyset, asking: [])
        }
        if store != nil { return ListWay(by: 0, of: [condition], sortedBy: keyset) }
        return try await session.way([condition], of: "tags t", by: keyset)
    }

    private func ends(_ key: PageKey?, _ descending: Bool) -> (start: PageKey?, bounds: SQL) {
        guard let prefix, isAlongPrefix else { return (key, "") }
        return (key ?? prefix.start(descending: descending), " AND \(prefix.bounds(descending: descending))")
    }
}

extension Session {
    func embedding(_ including: Inclusion, in tags: [Tag]) async throws -> [Tag] {
        guard let most = including.items, !tags.isEmpty else { return tags }
        let items = try await items(of: tags, most)
        return tags.map { tag in
            var tag = tag
            tag.items = items[tag.id] ?? []
            return tag
        }
    }
}

extension Sort<TagQuery.SortKey> {
    fileprivate var keyset: Keyset {
        let column: Keyset.Key =
            switch key {
            case .id: .none
            case .name: .text("t.name_key")
            case .itemsCount: .integer("t.items_count")
            }
        return Keyset(key: column, id: "t.id", descending: descending)
    }
}
