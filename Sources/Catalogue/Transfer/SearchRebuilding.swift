import SQLEngines

/// Makes the search's tables anew from the stores and items that are there, each engine its own.
struct SearchRebuilding {
    let session: any Session
    let search: any ItemSearch

    func run(_ progress: (_ items: Int) async -> Void) async throws {
        let stores: [(Store.ID, String)] = try await session.all(
            "SELECT id, name FROM stores WHERE closed_at IS NULL ORDER BY id"
        ) { row in (try row.next(), try row.next()) }
        for (id, name) in stores {
            try await StoreNameIndex(dialect: search.dialect).put(try Name(name), of: id, in: session)
        }
        var last = Item.ID(0)
        while true {
            let words = try await words(after: last)
            try await search.load(words, in: session)
            await progress(words.count)
            guard words.count == TransferTable.atOnce, let end = words.last?.id else { return }
            last = end
        }
    }

    private func words(after last: Item.ID) async throws -> [(id: Item.ID, words: ItemWords)] {
        try await session.all(
            """
            SELECT id, name, description, store_id FROM items WHERE id > \(last)
            ORDER BY id LIMIT \(TransferTable.atOnce)
            """
        ) { row in
            let id: Item.ID = try row.next()
            return (id, ItemWords(name: try row.next(), description: try row.next(), storeID: try row.next()))
        }
    }
}
