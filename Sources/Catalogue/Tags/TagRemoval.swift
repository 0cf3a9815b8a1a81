import SQLEngines

extension TagService {
    /// Takes the tag off every item that carries it and deletes it, in one transaction.
    ///
    /// Throws `.notFound`, `.preconditionFailed`, and `.tagInUse` where more items carry it than one transaction can change
    /// (``ItemSelection/mostItems``).
    public func deleteEverywhere(_ id: Tag.ID, if precondition: Precondition<Tag> = .none) async throws {
        let store: Store.ID? = try await engine.value("SELECT store_id FROM tags WHERE id = \(id)")
        guard let store else { throw CatalogueError.notFound }
        for _ in 0..<3 {
            let isDone = try await engine.maintain { session in
                let items = try await take(id, of: store, in: session)
                let tag = try await session.tag(id, including: Inclusion(items: nil, tags: nil))
                try precondition.check(tag)
                // Whoever put it on another item just before has to end first: all begins again.
                guard try await session.items(with: id) == items else { return false }
                guard items.count <= ItemSelection.mostItems else { throw CatalogueError.tagInUse }
                let name = try Name(tag.name)
                for some in items.inThousands { try await session.unlink(some, name, stamp()) }
                try await session.delete(id)
                return true
            }
            if isDone { return }
        }
        throw CatalogueError.preconditionFailed
    }

    /// Takes store, items and tag, in the order of ``Session/lockStores(_:)``. With the tag taken nobody puts it on anything.
    private func take(_ id: Tag.ID, of store: Store.ID, in session: any Session) async throws -> [Item.ID] {
        try await session.lockStores([store])
        let items = try await session.items(with: id)
        for some in items.inThousands { try await session.lock(rows: "items WHERE id IN (\(some.list())) ORDER BY id") }
        try await session.lockTags([id])
        return items
    }
}

extension Session {
    /// The items that carry the tag, lowest id first; one more than may be changed at once where they are more.
    fileprivate func items(with tag: Tag.ID) async throws -> [Item.ID] {
        try await all(
            "SELECT item_id FROM item_tags WHERE tag_id = \(tag) ORDER BY item_id LIMIT \(ItemSelection.mostItems + 1)"
        ) { row in try row.next() }
    }
}
