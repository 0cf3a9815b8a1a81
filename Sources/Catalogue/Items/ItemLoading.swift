import SQLEngines

/// An item for ``ItemService/load(_:)``, with the tags it is to carry.
public struct LoadedItem: Sendable {
    public let item: NewItem
    /// Tags of the item's own store, at most 100, none twice.
    public let tags: [Tag.ID]

    public init(_ item: NewItem, tags: [Tag.ID]) {
        self.item = item
        self.tags = tags
    }
}

extension ItemService {
    /// Writes many items in one transaction, as ``create(_:)`` and ``link(_:_:)`` would one by one, only faster.
    /// A thousand or so at a time keep other writers' wait short. Throws as they do; then none is written.
    public func load(_ batch: [LoadedItem]) async throws {
        try await engine.write { try await load(batch, in: $0) }
    }

    /// As ``load(_:)`` for a store that has no items yet; does nothing and returns false when it has some. Of several
    /// processes that fill a store at the same moment one does.
    public func fill(_ store: Store.ID, with batch: [LoadedItem]) async throws -> Bool {
        try await engine.write { session in
            try await session.lock(name: "filling of store \(store)")
            let count: Int64? = try await session.value("SELECT items_count FROM stores WHERE id = \(store)")
            guard count == 0 else { return false }
            try await load(batch, in: session)
            return true
        }
    }

    private func load(_ batch: [LoadedItem], in session: any Session) async throws {
        try await session.lockStores(batch.map(\.item.storeID))
        try await session.lockTags(batch.flatMap(\.tags))
        var loading = ItemLoading(session: session, stamp())
        for item in batch { try await loading.write(item) }
        try await loading.finish(search)
    }
}

/// A bulk load under way: rows are written as they come; counts and words once, at the end.
struct ItemLoading {
    private let session: any Session
    private let stamp: Stamp
    private var stores: [Store.ID: StoreTerms] = [:]
    private var itemsOfStores: [Store.ID: Int] = [:]
    private var itemsOfTags: [Tag.ID: Int] = [:]
    private(set) var words: [(id: Item.ID, words: ItemWords)] = []

    init(session: any Session, _ stamp: Stamp) {
        self.session = session
        self.stamp = stamp
    }

    /// Writes an item. Its store and its tags are taken already.
    mutating func write(_ loaded: LoadedItem) async throws {
        let item = loaded.item
        let price = try item.price.amount(in: try await terms(of: item.storeID).currency)
        let id = try await session.explaining("items_tags_count_check", as: CatalogueError.tooManyTags) {
            try await session.insert(item, price, tagsCount: loaded.tags.count, stamp)
        }
        guard try await session.link(id, loaded.tags) == loaded.tags.count else {
            throw CatalogueError.tagOfAnotherStore
        }
        count(1, of: loaded.tags)
        itemsOfStores[item.storeID, default: 0] += 1
        words.append(
            (id, ItemWords(name: item.name.text, description: item.description?.text, storeID: item.storeID)))
    }

    /// Has tags counted that were put on an item, or taken off, beside what is written.
    mutating func count(_ change: Int, of tags: [Tag.ID]) {
        for tag in tags { itemsOfTags[tag, default: 0] += change }
    }

    /// Counts what was written and makes it found; last in a write.
    func finish(_ search: any ItemSearch) async throws {
        for (store, count) in itemsOfStores.sorted(by: { $0.key < $1.key }) {
            try await session.count(count, of: store)
        }
        try await session.count(itemsOfTags)
        try await search.load(words, in: session)
    }

    private mutating func terms(of id: Store.ID) async throws -> StoreTerms {
        if let known = stores[id] { return known }
        guard let terms = try await session.terms(of: id) else { throw CatalogueError.missingStore }
        stores[id] = terms
        return terms
    }
}
