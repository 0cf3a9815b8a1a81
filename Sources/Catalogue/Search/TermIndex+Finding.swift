import SQLEngines

extension TermIndex {
    /// In order too: one that is read in order can be left when enough has been seen.
    func hits(_ query: WordQuery, _ rank: WordRank?) -> SQL { hits(query, rank, after: .min, descending: false) }

    func hits(_ query: WordQuery, _ rank: WordRank?, after: Int64, descending: Bool) -> SQL {
        hits(query, rank, Span(after: after, descending: descending))
    }

    func orderOfHits(descending: Bool) -> SQL { descending ? " ORDER BY h.id DESC" : " ORDER BY h.id ASC" }

    /// Looks at the item's own words.
    func finds(_ query: WordQuery, _ rank: WordRank?) -> SQL {
        """
        EXISTS (SELECT 1 FROM items_words w
         WHERE w.item_id = i.id AND \(condition(query, rank)) \(dialect.fence))
        """
    }

    /// Only where lists of terms are the hits: then the set costs what there are of these. `IS TRUE` keeps it a set that is
    /// looked into, in place of a join.
    func isAmongHits(_ query: WordQuery, _ rank: WordRank?) -> SQL? {
        guard case .lists = way(of: query, rank).kind, isBare(query, rank) else { return nil }
        return "(i.id IN (SELECT h.id FROM \(hits(query, rank)) h)) IS TRUE"
    }

    var asksSetFirst: Bool { true }

    /// Whether one word's items are what is looked for. Those that have another word with the same beginning in the name are
    /// of the first rank only.
    private func isBare(_ query: WordQuery, _ rank: WordRank?) -> Bool {
        query.words.count == 1 && query.storeID == nil && rank != .elsewhere
    }

    private func way(of query: WordQuery, _ rank: WordRank?) -> TermWay { query.ways?[rank] ?? .everything }

    private func hits(_ query: WordQuery, _ rank: WordRank?, _ span: Span) -> SQL {
        let way = way(of: query, rank)
        if way.kind == .everything {
            return """
                (SELECT w.item_id AS id FROM items_words w
                 WHERE \(condition(query, rank)) AND \(span.follows("w.item_id")) \(span.order("w.item_id")) OFFSET 0)
                """
        }
        if isBare(query, rank) {
            return "(SELECT c.item_id AS id FROM (\(items(on: way, span))) c \(span.order("c.item_id")) OFFSET 0)"
        }
        return """
            (SELECT w.item_id AS id FROM (\(items(on: way, span))) c CROSS JOIN items_words w
             WHERE w.item_id = c.item_id AND \(condition(query, rank)) \(span.order("c.item_id")) OFFSET 0)
            """
    }

    /// A table `(item_id)` of the items on the way, none twice.
    private func items(on way: TermWay, _ span: Span) -> SQL {
        switch way.kind {
        case .gathered(let ranges):
            """
            SELECT DISTINCT x.item_id FROM \(ranges.table) AS r (low, high) CROSS JOIN items_terms x
            WHERE \(SQL.inRange) AND \(span.follows("x.item_id")) \(span.order("x.item_id")) OFFSET 0
            """
        case .lists(let terms): merged(terms, span)
        case .store(let id):
            """
            SELECT o.id AS item_id FROM items o
            WHERE o.store_id = \(id) AND \(span.follows("o.id")) \(span.order("o.id")) OFFSET 0
            """
        case .everything: "SELECT w.item_id FROM items_words w \(span.order("w.item_id")) OFFSET 0"
        }
    }

    /// The lists as one, in order. Filled up to one of a few numbers with a term that no item has, so that texts are
    /// few; each has its own order and fence, so that none is gathered and sorted.
    private func merged(_ terms: [String], _ span: Span) -> SQL {
        let number = [1, 2, 4, 8, 16].first { $0 >= terms.count } ?? terms.count
        let lists = (terms + Array(repeating: "", count: number - terms.count)).map { term -> SQL in
            """
            (SELECT x.item_id FROM items_terms x
             WHERE x.term = \(term) AND \(span.follows("x.item_id")) \(span.order("x.item_id")) OFFSET 0)
            """
        }
        return """
            SELECT DISTINCT l.item_id FROM (\(lists.joined(" UNION ALL "))) l \(span.order("l.item_id")) OFFSET 0
            """
    }

    private func condition(_ query: WordQuery, _ rank: WordRank?) -> SQL {
        TextCondition(query: query, column: "w.words", place: "strpos").sql(rank)
    }
}

/// The part of the items that is asked for, and its order.
private struct Span {
    let after: Int64
    let descending: Bool

    func follows(_ column: SQL) -> SQL { descending ? "\(column) < \(after)" : "\(column) > \(after)" }

    func order(_ column: SQL) -> SQL { descending ? "ORDER BY \(column) DESC" : "ORDER BY \(column) ASC" }
}
