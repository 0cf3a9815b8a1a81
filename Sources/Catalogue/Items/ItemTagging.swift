import SQLEngines

/// Items that are made with tags on. Their store is taken, so that nobody else makes, renames or deletes a tag of it.
extension Session {
    /// The store's tags of these names, lowest id first, each once and taken; made where there are none.
    func tags(named names: [Name], of store: Store.ID, _ stamp: Stamp) async throws -> [Tag.Summary] {
        var (tags, keys) = ([Tag.Summary](), Set<String>())
        for name in names where keys.insert(name.key).inserted {
            let known: Tag.Summary? = try await first(
                "SELECT id, name FROM tags WHERE store_id = \(store) AND name_key = \(name.key)"
            ) { row in Tag.Summary(id: try row.next(), name: try row.next()) }
            if let known {
                tags.append(known)
            } else {
                tags.append(Tag.Summary(id: try await insert(name, in: store, stamp), name: name.text))
            }
        }
        try await lockTags(tags.map(\.id))
        return tags.sorted { $0.id < $1.id }
    }

    /// Writes the item's row and puts the tags on it. The store's count is for the caller.
    func insert(_ item: NewItem, _ price: Money, _ tags: [Tag.Summary], _ stamp: Stamp) async throws -> Item.ID {
        if tags.isEmpty { return try await insert(item, price, tagsCount: 0, stamp) }
        let id = try await explaining("items_tags_count_check", as: CatalogueError.tooManyTags) {
            try await insert(item, price, tagsCount: tags.count, stamp)
        }
        let ids = tags.map(\.id)
        guard try await link(id, ids) == ids.count else { throw CatalogueError.tagOfAnotherStore }
        try await count([Tag.ID: Int](uniqueKeysWithValues: ids.map { ($0, 1) }))
        return id
    }
}
