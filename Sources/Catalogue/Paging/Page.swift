/// A piece of an ordered list and where the ones beside it begin.
public struct Page<Element: Sendable>: Sendable {
    public var elements: [Element]
    /// The key of the first element: the page before this one ends right before it. nil for a page without elements,
    /// and for a list that only goes forward.
    public var first: PageKey?
    /// Where the list goes on; nil on the last page.
    public var next: PageKey?
    /// Whether anything comes before: certain for a page that was read backward or with ``PageRequest/looksBack``,
    /// else so whenever the page began after a key.
    public var hasPrevious: Bool
    /// How many there are in all; nil when not asked for.
    public var total: Int?

    public init(
        elements: [Element], first: PageKey? = nil, next: PageKey?, hasPrevious: Bool = false, total: Int? = nil
    ) {
        self.elements = elements
        self.first = first
        self.next = next
        self.hasPrevious = hasPrevious
        self.total = total
    }

    /// The same page with these elements, made of its own.
    func with<Other>(_ elements: [Other]) -> Page<Other> {
        Page<Other>(elements: elements, first: first, next: next, hasPrevious: hasPrevious, total: total)
    }
}

/// The sort key of an element: the list goes on right after it, or right before, whatever was inserted or deleted
/// meanwhile.
public struct PageKey: Sendable, Equatable {
    public enum Part: Sendable, Equatable {
        case integer(Int64)
        case text(String)
    }

    public let parts: [Part]

    public init(_ parts: [Part]) {
        self.parts = parts
    }
}

/// How long a page is, where it begins or ends, and which way it is read from there. Its elements are in the list's
/// order either way.
public struct PageRequest: Sendable, Equatable {
    public enum Direction: Sendable { case forward, backward }

    /// 1–200.
    public let limit: Int
    public let direction: Direction
    /// The key that the page begins after, or ends before; nil for the list's end on that side.
    public let key: PageKey?
    /// Whether ``Page/total`` is wanted.
    public let counts: Bool
    /// Whether ``Page/hasPrevious`` is to be certain, which costs one more step along the index.
    public let looksBack: Bool

    /// Whether it takes a look at what lies beyond the key.
    var asksBeyond: Bool { looksBack && key != nil }

    /// The page right after a key; nil for the first page.
    public init(limit: Int = 50, after: PageKey? = nil, counts: Bool = false, looksBack: Bool = false) {
        self.limit = limit
        direction = .forward
        key = after
        self.counts = counts
        self.looksBack = looksBack
    }

    /// The page right before a key; nil for the last page. A page that finds nothing there is empty: then the list
    /// begins with what the key belongs to, and its first page is the one to ask for.
    public init(limit: Int = 50, before: PageKey?, counts: Bool = false) {
        self.limit = limit
        direction = .backward
        key = before
        self.counts = counts
        looksBack = true
    }
}

/// Which embedded lists are wanted, and how long each may be.
public struct Inclusion: Sendable, Equatable {
    /// At most this many items; nil leaves them out.
    public var items: Int?
    /// At most this many tags; nil leaves them out.
    public var tags: Int?

    public init(items: Int?, tags: Int?) {
        self.items = items
        self.tags = tags
    }
}
