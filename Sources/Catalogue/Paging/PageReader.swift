import SQLEngines

/// Collects a page from a statement that asks for one row more than the page holds: that row only says that there is
/// a next page.
struct PageReader<Element: Sendable> {
    let limit: Int
    let keyset: Keyset
    private(set) var elements: [Element] = []
    private var last: PageKey?
    private var hasMore = false

    init(limit: Int, keyset: Keyset) {
        self.limit = limit
        self.keyset = keyset
        elements.reserveCapacity(limit)
    }

    /// Reads a row: the element's columns, then ``Keyset/column``.
    mutating func read(_ row: inout Row, _ make: (inout Row) throws -> (element: Element, id: Int64)) throws {
        guard elements.count < limit else { return hasMore = true }
        let (element, id) = try make(&row)
        elements.append(element)
        if elements.count == limit { last = try keyset.pageKey(&row, id: id) }
    }

    /// Where the list goes on; nil when this was all of it.
    var next: PageKey? { hasMore ? last : nil }
}
