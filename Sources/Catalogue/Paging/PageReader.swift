import SQLEngines

/// Collects a page from a statement that asks for one row more than the page holds: that row only says that there is
/// more in the direction of reading.
struct PageReader<Element: Sendable> {
    private let request: PageRequest
    private let keyset: Keyset
    private var elements: [Element] = []
    private var nearest: PageKey?
    private var furthest: PageKey?
    private var hasMore = false

    init(_ request: PageRequest, _ keyset: Keyset) {
        self.request = request
        self.keyset = keyset
        elements.reserveCapacity(request.limit)
    }

    /// Reads a row: the element's columns, then ``Keyset/column`` where the order has a key.
    mutating func read(_ row: inout Row, _ make: (inout Row) throws -> (element: Element, id: Int64)) throws {
        guard elements.count < request.limit else { return hasMore = true }
        let (element, id) = try make(&row)
        elements.append(element)
        guard elements.count == 1 || elements.count == request.limit || isBackward else { return }
        furthest = try keyset.pageKey(&row, id: id)
        if elements.count == 1 { nearest = furthest }
    }

    /// The page in the list's order. What lies beyond the key that it was asked for by is not looked at.
    var page: Page<Element> {
        isBackward
            ? Page(elements: elements.reversed(), first: furthest, next: nil, hasPrevious: hasMore)
            : Page(
                elements: elements, first: nearest, next: hasMore ? furthest : nil, hasPrevious: request.key != nil)
    }

    /// The order in which the page is read from its key.
    var order: Keyset { isBackward ? keyset.reversed : keyset }

    /// The key of the page's last element, where it was read backward.
    private var last: PageKey? { isBackward ? nearest : nil }

    private var isBackward: Bool { request.direction == .backward }
}

extension PageReader {
    /// A page of an ordered list. `select` is the statement for so many rows after a key in an order, which is the
    /// list's or the one turned round; it selects what `make` reads, and then ``Keyset/column`` where there is a
    /// key.
    ///
    /// (No function of the session's: of one that is given as `any Session` the compiler makes none for this element.)
    static func page(
        _ request: PageRequest, by keyset: Keyset, in session: any Session,
        _ select: (Keyset, PageKey?, _ limit: Int) throws -> SQL,
        _ make: (inout Row) throws -> (element: Element, id: Int64)
    ) async throws -> Page<Element> {
        var reader = PageReader<Element>(request, keyset)
        let statement = try select(reader.order, request.key, request.limit + 1)
        try await session.run(statement) { row in try reader.read(&row, make) }
        return try await reader.page(lookingBackIn: session) { order, key in try select(order, key, 1) }
    }

    /// The page, and whether there is anything beyond the key that it was asked for by, where that is to be certain:
    /// `beyond` is a statement that finds something if so, right after a key in an order.
    func page(
        lookingBackIn session: any Session, _ beyond: (Keyset, PageKey?) throws -> SQL
    ) async throws -> Page<Element> {
        var page = page
        guard request.asksBeyond else { return page }
        if !isBackward {
            page.hasPrevious = try await session.run(try beyond(keyset.reversed, page.first)) { _ in } > 0
        } else if let last, try await session.run(try beyond(keyset, last), each: { _ in }) > 0 {
            page.next = last
        }
        return page
    }
}
