import SQLEngines

/// Writes the steps of a bulk change: rows as they come, a statement for a thousand; counts once, at the end.
struct BulkWriting: Sendable {
    private let search: any ItemSearch
    private let stamp: Stamp
    private var itemsOfStores: [Store.ID: Int] = [:]
    private var itemsOfTags: [Tag.ID: Int] = [:]

    init(search: any ItemSearch, _ stamp: Stamp) {
        self.search = search
        self.stamp = stamp
    }

    /// At most a thousand steps, all of the rules' action. Tags that it makes become known to the rules.
    mutating func write(_ steps: [(Item, BulkStep)], _ rules: inout BulkRules, in session: any Session) async throws {
        if steps.isEmpty { return }
        let items = steps.map(\.0)
        switch rules.action {
        case .adjustPrice, .setPrice: try await session.reprice(steps, stamp)
        case .addTag(let name): try await link(items, name, &rules, in: session)
        case .removeTag(let name): try await unlink(steps, name, in: session)
        case .move: if let store = rules.destination { try await move(items, to: store, in: session) }
        case .delete: try await delete(items, in: session)
        }
    }

    /// Brings the counts up to date, in the order of the ids.
    func finish(in session: any Session) async throws {
        for (store, count) in itemsOfStores.sorted(by: { $0.key < $1.key }) where count != 0 {
            try await session.count(count, of: store)
        }
        try await session.count(itemsOfTags)
    }

    private mutating func link(
        _ items: [Item], _ name: Name, _ rules: inout BulkRules, in session: any Session
    ) async throws {
        for store in Set(items.map(\.store.id)).subtracting(rules.tags.keys).sorted() {
            let id = try await session.insert(name, in: store, stamp)
            rules.tags[store] = Tag.Summary(id: id, name: name.text)
        }
        try await session.link(items.map(\.id), name, stamp)
        for item in items { if let tag = rules.tags[item.store.id] { itemsOfTags[tag.id, default: 0] += 1 } }
    }

    private mutating func unlink(_ steps: [(Item, BulkStep)], _ name: Name, in session: any Session) async throws {
        try await session.unlink(steps.map(\.0.id), name, stamp)
        for case (_, .unlink(let tag)) in steps { itemsOfTags[tag, default: 0] -= 1 }
    }

    private mutating func move(_ items: [Item], to store: Tag.Owner, in session: any Session) async throws {
        let words = items.map { item in
            (id: item.id, words: ItemWords(name: item.name, description: item.description, storeID: store.id))
        }
        try await search.move(words, to: store.id, in: session)
        try await session.move(items.map(\.id), to: store.id, stamp)
        for item in items { itemsOfStores[item.store.id, default: 0] -= 1 }
        itemsOfStores[store.id, default: 0] += items.count
    }

    private mutating func delete(_ items: [Item], in session: any Session) async throws {
        try await search.forget(items.map(\.id), in: session)
        try await session.delete(items.map(\.id))
        for item in items {
            itemsOfStores[item.store.id, default: 0] -= 1
            for tag in item.tags { itemsOfTags[tag.id, default: 0] -= 1 }
        }
    }
}
