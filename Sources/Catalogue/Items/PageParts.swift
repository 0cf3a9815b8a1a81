import SQLEngines

/// What the rows of a page refer to: which tags each item carries, and once each store and tag.
struct PageParts {
    /// The tags of all items, for each item lowest id first.
    private var tags: [Tag.ID] = []
    /// Where an item's own stand among them.
    private var ranges: [Range<Int>]
    private var places: ItemPlaces
    var stores: Named<Store, StoreTerms>

    init(of rows: [ItemRow]) {
        ranges = Array(repeating: 0..<0, count: rows.count)
        places = ItemPlaces(rows)
        stores = Named(rows.map(\.storeID))
    }

    /// Selects the links of the page's items, and maybe those of a few others.
    func links(on column: SQL) -> SQL { places.condition(on: column) }

    /// The names of the tags that the items carry, to be learnt.
    var names: Named<Tag, String> { Named(tags) }

    /// Takes a link, also one that is none of the page's. They come in the order of their key.
    mutating func link(_ item: Item.ID, _ tag: Tag.ID) {
        guard let place = places.place(of: item) else { return }
        let start = ranges[place].isEmpty ? tags.count : ranges[place].lowerBound
        tags.append(tag)
        ranges[place] = start..<tags.count
    }

    /// The items of the rows that this was made for.
    func items(_ rows: [ItemRow], _ names: Named<Tag, String>) -> [Item] {
        var items: [Item] = []
        items.reserveCapacity(rows.count)
        for place in rows.indices {
            guard let store = stores[rows[place].storeID] else { continue }
            items.append(rows[place].item(in: store, tags: Self.tags(tags[ranges[place]], names)))
        }
        return items
    }

    private static func tags(_ ids: ArraySlice<Tag.ID>, _ names: Named<Tag, String>) -> [Tag.Summary] {
        if ids.isEmpty { return [] }
        var tags: [Tag.Summary] = []
        tags.reserveCapacity(ids.count)
        for id in ids {
            if let name = names[id] { tags.append(Tag.Summary(id: id, name: name)) }
        }
        return tags
    }
}
