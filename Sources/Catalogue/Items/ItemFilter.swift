import SQLEngines

/// What an item must have to be in a list.
struct ItemFilter: Sendable {
    /// A tag that an item must carry.
    enum TagFilter: Sendable {
        case id(Tag.ID)
        /// A tag of this ``Name/key``, whatever the store.
        case key(String)
    }

    var storeID: Store.ID?
    var tags: [TagFilter]
    var prices: ItemRange
    var times: ItemRange
    var words: WordQuery?
    /// Where the words must stand; nil for anywhere.
    var rank: WordRank?

    /// nil when nothing can match: a tag's name that no tag can have.
    init?(_ query: ItemQuery, _ text: SearchText?) {
        var keys: Set<String> = []
        for name in query.tagNames {
            guard let key = Name.key(of: name) else { return nil }
            keys.insert(key)
        }
        storeID = query.storeID
        tags = (query.tagID.map { [.id($0)] } ?? []) + keys.sorted().map { .key($0) }
        prices = ItemRange(.price, from: query.minPrice?.thousandths, to: query.maxPrice?.thousandths)
        times = ItemRange(
            .time, from: query.createdFrom?.microseconds, to: query.createdBefore.map { $0.microseconds - 1 })
        words = text.flatMap { WordQuery($0.text, in: query.storeID) }
    }

    /// The ranges that the filter has.
    var ranges: [ItemRange] { [prices, times].filter { !$0.isWhole } }
}

extension ItemFilter {
    /// Conditions on `i` for everything but what `source` sees to by itself.
    /// - Parameters:
    ///   - order: of the list; nil where its items are only counted.
    ///   - asksSet: whether what a search finds is asked of a set; see ``ItemSearch/isAmongHits(_:_:)``.
    func conditions(
        besides source: ItemSource, in order: Keyset?, _ search: any ItemSearch, asksSet: Bool
    ) -> [SQL] {
        var conditions: [SQL] = []
        if let storeID { conditions.append("i.store_id = \(storeID)") }
        for range in ranges where source != .range(range.column) {
            let isCounted = source == .table && order == nil
            conditions += isCounted ? range.bare : range.conditions(along: source == .table ? order : nil)
        }
        for (index, tag) in tags.enumerated() where source != .tag(index) {
            conditions.append(carries(tag, search.dialect.fence))
        }
        if let words, source != .words {
            conditions.append((asksSet ? search.isAmongHits(words, rank) : nil) ?? search.finds(words, rank))
        }
        return conditions
    }

    /// Conditions on `i` that the index of all items' order answers by itself.
    func conditions(onIndexOf order: Keyset) -> [SQL] {
        ranges.filter { $0.isOrder(order) }.flatMap { $0.conditions(along: order) }
    }

    /// Conditions on `items` by which an index finds what is in the range, in the filter's store.
    func found(by range: ItemRange) -> SQL {
        ((storeID.map { ["store_id = \($0)"] } ?? []) + range.followed).joined(" AND ")
    }

    /// What a page begins after that is read along an order.
    func start(_ last: PageKey?, in order: Keyset) -> PageKey? {
        ranges.first { $0.isOrder(order) }.map { $0.start(last, in: order) } ?? last
    }

    private func carries(_ tag: TagFilter, _ fence: SQL) -> SQL {
        switch tag {
        case .id(let id):
            "EXISTS (SELECT 1 FROM item_tags y WHERE y.item_id = i.id AND y.tag_id = \(id) \(fence))"
        case .key(let key):
            """
            EXISTS (SELECT 1 FROM item_tags y CROSS JOIN tags k
             WHERE y.item_id = i.id AND k.id = y.tag_id AND k.name_key = \(key) \(fence))
            """
        }
    }

    /// A condition on `k`, the tags that `tag` means.
    func means(_ tag: TagFilter) -> SQL {
        switch (tag, storeID) {
        case (.id(let id), _): "k.id = \(id)"
        case (.key(let key), nil): "k.name_key = \(key)"
        case (.key(let key), let store?): "k.store_id = \(store) AND k.name_key = \(key)"
        }
    }
}
