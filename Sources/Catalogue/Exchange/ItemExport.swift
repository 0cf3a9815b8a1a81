import SQLEngines

/// Everything that a query finds, in its order, a page at a time: see ``ItemService/export(_:)``.
public struct ItemExport: AsyncSequence, Sendable {
    public typealias Element = [Item]

    /// Items of a page.
    static let atOnce = 1_000

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
            self.query.page = PageRequest(limit: ItemExport.atOnce)
        }

        /// The next items; nil at the end.
        public mutating func next() async throws -> [Item]? {
            if isOver { return nil }
            let query = query
            let page = try await patiently { try await items.list(query, .bulk) }
            if let next = page.next {
                self.query.page = PageRequest(limit: ItemExport.atOnce, after: next)
            } else {
                isOver = true
            }
            return page.elements.isEmpty ? nil : page.elements
        }
    }
}

extension ItemService {
    /// Everything that the query finds, whatever its page says, with nothing but a page in memory.
    ///
    /// Each page is a read of its own, so that however long whoever takes them needs, no snapshot is held. What is
    /// changed meanwhile may be in it or not; an item that keeps its sort key is there once.
    public func export(_ query: ItemQuery) -> ItemExport { ItemExport(items: self, query: query) }
}
