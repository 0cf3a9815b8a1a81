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
    var minPrice: Price?
    var maxPrice: Price?
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
        minPrice = query.minPrice
        maxPrice = query.maxPrice
        words = text.flatMap { WordQuery($0.text, in: query.storeID) }
    }

    var hasPrices: Bool { minPrice != nil || maxPrice != nil }
}

extension ItemFilter {
    /// Conditions on `i` for everything but what `source` sees to by itself.
    ///
    /// A `+` keeps a column from being looked up in an index where another is to be followed; the value is the same.
    func conditions(besides source: ItemSource, sortedByPrice: Bool, _ search: any ItemSearch) -> [SQL] {
        var conditions: [SQL] = []
        if let storeID { conditions.append("i.store_id = \(storeID)") }
        let price: SQL = sortedByPrice && source == .table ? "i.price_thousandths" : "+i.price_thousandths"
        if source != .prices { conditions += prices(price) }
        for (index, tag) in tags.enumerated() where source != .tag(index) {
            conditions.append(carries(tag, search.dialect.fence))
        }
        if let words, source != .words { conditions.append(search.finds(words, rank)) }
        return conditions
    }

    func prices(_ column: SQL) -> [SQL] {
        var conditions: [SQL] = []
        if let minPrice { conditions.append("\(column) >= \(minPrice.thousandths)") }
        if let maxPrice { conditions.append("\(column) <= \(maxPrice.thousandths)") }
        return conditions
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
