import SQLEngines

extension Session {
    /// A page of the store's tags with their items: at most three statements, whatever the page.
    func tags(of store: Store.ID, _ query: TagQuery) async throws -> Page<Tag> {
        guard let terms = try await terms(of: store) else { throw CatalogueError.notFound }
        let owner = Tag.Owner(id: store, name: terms.name, currency: terms.currency)
        let keyset = query.sort.keyset
        var reader = PageReader<Tag>(limit: query.page.limit, keyset: keyset)
        try await run(
            """
            SELECT t.id, t.name, t.items_count, t.created_at, t.updated_at, \(keyset.column) FROM tags t
            WHERE t.store_id = \(store) AND \(try keyset.follows(query.page.after))
            ORDER BY \(keyset.order) LIMIT \(query.page.limit + 1)
            """
        ) { row in
            try reader.read(&row) { row in
                let id: Tag.ID = try row.next()
                let tag = Tag(
                    id: id, name: try row.next(), store: owner, items: nil, itemsCount: try row.next(),
                    createdAt: try row.next(), updatedAt: try row.next())
                return (tag, id.rawValue)
            }
        }
        let tags = try await embedding(query.including, in: reader.elements)
        return Page(elements: tags, next: reader.next, total: query.page.counts ? try await countTags(of: store) : nil)
    }

    private func embedding(_ including: Inclusion, in tags: [Tag]) async throws -> [Tag] {
        guard let most = including.items, !tags.isEmpty else { return tags }
        let items = try await items(of: tags, most)
        return tags.map { tag in
            var tag = tag
            tag.items = items[tag.id] ?? []
            return tag
        }
    }

    private func countTags(of store: Store.ID) async throws -> Int {
        try await value("SELECT count(*) FROM tags WHERE store_id = \(store)") ?? 0
    }
}

extension Sort<TagQuery.SortKey> {
    fileprivate var keyset: Keyset {
        Keyset(key: key == .name ? .text("t.name_key") : .none, id: "t.id", descending: descending)
    }
}
