import SQLEngines

/// Everything that a query finds, in its order, a page at a time: see ``ItemService/export(_:)``.
public struct ItemExport: AsyncSequence, Sendable {
    public typealias Element = [Item]

    /// Items of a page, at most; the first is shorter, as nobody knows how long they are.
    static let atOnce = 1_000, first = 32
    /// What a page of long items is to take, in bytes.
    static let pageBytes = 128 * 1024

    let items: ItemService
    let query: ItemQuery

    public func makeAsyncIterator() -> Iterator { Iterator(items: items, query: query) }

    public struct Iterator: AsyncIteratorProtocol {
        let items: ItemService
        var query: ItemQuery
        private var isOver = false

        init(items: ItemService, query: ItemQuery) {
            self.items = items
            self.query = query
            self.query.page = PageRequest(limit: ItemExport.first)
        }

        /// The next items; nil at the end.
        public mutating func next() async throws -> [Item]? {
            if isOver { return nil }
            let query = query
            let page = try await patiently { try await items.list(query, .bulk) }
            if let next = page.next {
                self.query.page = PageRequest(limit: Self.fitting(like: page.elements), after: next)
            } else {
                isOver = true
            }
            return page.elements.isEmpty ? nil : page.elements
        }

        /// How many items are a page, if they are as long as these.
        static func fitting(like items: [Item]) -> Int {
            let bytes = items.reduce(0) { $0 + $1.textBytes }
            return Swift.min(ItemExport.atOnce, Swift.max(1, ItemExport.pageBytes * items.count / Swift.max(1, bytes)))
        }
    }
}

extension Item {
    fileprivate var textBytes: Int {
        name.utf8.count + (description?.utf8.count ?? 0) + tags.reduce(0) { $0 + $1.name.utf8.count }
    }
}

extension ItemService {
    /// Everything that the query finds, whatever its page says, with nothing but a page in memory.
    ///
    /// Each page is a read of its own, so that however long whoever takes them needs, no snapshot is held. What is
    /// changed meanwhile may be in it or not; an item that keeps its sort key is there once.
    public func export(_ query: ItemQuery) -> ItemExport { ItemExport(items: self, query: query) }
}
