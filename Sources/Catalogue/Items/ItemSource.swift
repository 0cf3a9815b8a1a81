import SQLEngines

/// What a list of items is read along: everything else is asked of each item on the way.
enum ItemSource: Equatable, Sendable {
    /// The items in the order that is wanted, of one store where the filter names one.
    case table
    /// The items that carry the filter's tag at this place.
    case tag(Int)
    /// The items that the search finds.
    case words
    /// The items in the filter's range of that column.
    case range(ItemRange.Column)
}

/// A statement that reads items along a source.
struct ItemStatement {
    let filter: ItemFilter
    let source: ItemSource
    var keyset: Keyset
    let search: any ItemSearch
    /// Whether the source hands its items over in the list's order; else all of them are gathered and sorted.
    let inOrder: Bool
    /// Whether the items on the way are asked by a set of what the search finds.
    var asksSet = false

    /// Up to `limit` items after `last`, with ``Keyset/column`` behind their own where the order has a key.
    func page(after last: PageKey?, limit: Int) throws -> SQL {
        let key: SQL = keyset.key == .none ? "" : ", \(keyset.column)"
        return try rows("\(ItemRow.columns)\(key)", after: last, limit: limit)
    }

    /// The ids of up to `limit` items after `last`, and nothing else of them.
    func ids(after last: PageKey? = nil, limit: Int) throws -> SQL { try rows("i.id", after: last, limit: limit) }

    /// The same items in another order. A source that hands them over in order must be able to do so in that one.
    func ordered(by keyset: Keyset) -> ItemStatement {
        var statement = self
        statement.keyset = keyset
        return statement
    }

    /// Where a page asks items whether they are hits until it is full, all are found sooner from the hits.
    func count() throws -> SQL {
        if source == .table, filter.words != nil {
            return try ItemStatement(filter: filter, source: .words, keyset: keyset, search: search, inOrder: false)
                .count()
        }
        return "SELECT count(*) FROM \(try tables(after: nil)) WHERE \(links)\(conditions(in: nil))"
    }

    private func rows(_ columns: SQL, after last: PageKey?, limit: Int) throws -> SQL {
        if asksSet, search.asksSetFirst, let words = filter.words, let isHit = search.isAmongHits(words, filter.rank) {
            return try rows(columns, after: last, limit: limit, where: isHit)
        }
        let keyset = inOrder ? orderOfSource : keyset
        let last = source == .table ? filter.start(last, in: keyset) : last
        var follows: SQL = " AND \(try keyset.follows(last))"
        var order: SQL = " ORDER BY \(keyset.order)"
        if inOrder, source == .words { (follows, order) = ("", search.orderOfHits(descending: keyset.descending)) }
        return """
            SELECT \(columns) FROM \(try tables(after: last))
            WHERE \(links)\(follows)\(conditions(in: keyset))\(order) LIMIT \(limit)
            """
    }

    /// The order's index alone says which items are hits, and only these are looked at themselves.
    private func rows(_ columns: SQL, after last: PageKey?, limit: Int, where isHit: SQL) throws -> SQL {
        let first = filter.start(last, in: keyset)
        let onWay = ([try keyset.follows(first), isHit] + filter.conditions(onIndexOf: keyset)).joined(" AND ")
        let way: SQL = """
            SELECT i.id, \(keyset.column) AS key FROM items i WHERE \(onWay) ORDER BY \(keyset.order) \(search.dialect.fence)
            """
        let asked = filter.conditions(besides: .words, in: keyset, search, asksSet: true)
        let conditions = (["i.id = h.id", Self.isOfOpenStore] + asked).joined(" AND ")
        return """
            SELECT \(columns) FROM (\(way)) h CROSS JOIN items i WHERE \(conditions)
            ORDER BY \(keyset.of(key: "h.key", id: "h.id").order) LIMIT \(limit)
            """
    }

    private func conditions(in order: Keyset?) -> SQL {
        filter.conditions(besides: source, in: order, search, asksSet: asksSet)
            .reduce("") { text, condition in "\(text) AND \(condition)" }
    }

    /// `CROSS JOIN` is read from left to right.
    private func tables(after last: PageKey?) throws -> SQL {
        switch source {
        case .table: return "items i"
        case .tag(let index):
            if inOrder { return "tags k CROSS JOIN item_tags x CROSS JOIN items i" }
            let ids: SQL = """
                SELECT x.item_id AS id FROM tags k CROSS JOIN item_tags x
                WHERE \(filter.means(filter.tags[index])) AND x.tag_id = k.id \(search.dialect.fence)
                """
            return "(\(ids)) h CROSS JOIN items i"
        case .words:
            guard let words = filter.words else { return "items i" }
            guard inOrder else { return "\(search.hits(words, filter.rank)) h CROSS JOIN items i" }
            let first = try keyset.start(last)
            let hits = search.hits(words, filter.rank, after: first, descending: keyset.descending)
            return "\(hits) h CROSS JOIN items i"
        case .range(let column):
            let range = filter.ranges.filter { $0.column == column }.map { filter.found(by: $0) }.joined(" AND ")
            let ids: SQL = "SELECT id FROM items WHERE \(range) \(search.dialect.fence)"
            return "(\(ids)) h CROSS JOIN items i"
        }
    }

    private var links: SQL {
        let open = Self.isOfOpenStore
        switch source {
        case .table: return open
        case .tag(let index) where inOrder:
            return "\(filter.means(filter.tags[index])) AND x.tag_id = k.id AND i.id = x.item_id AND \(open)"
        case .words, .range, .tag: return "i.id = h.id AND \(open)"
        }
    }

    /// Nearly always no store is being deleted, which is found out once; only then each item's own store is asked.
    private static let isOfOpenStore: SQL = """
        (NOT EXISTS (SELECT 1 FROM stores WHERE closed_at IS NOT NULL)
         OR EXISTS (SELECT 1 FROM stores s WHERE s.id = i.store_id AND s.closed_at IS NULL))
        """

    private var orderOfSource: Keyset {
        if case .tag = source, inOrder { return Keyset(key: .none, id: "x.item_id", descending: keyset.descending) }
        return keyset
    }
}
