/// A piece of an ordered list and where the next one begins.
public struct Page<Element: Sendable>: Sendable {
    public var elements: [Element]
    /// Where the list goes on; nil on the last page.
    public var next: PageKey?
    /// How many there are in all; nil when not asked for.
    public var total: Int?

    public init(elements: [Element], next: PageKey?, total: Int? = nil) {
        self.elements = elements
        self.next = next
        self.total = total
    }
}

/// The sort key of a page's last element: the list goes on right after it, whatever was inserted or deleted meanwhile.
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

/// How long a page is and where it begins.
public struct PageRequest: Sendable, Equatable {
    /// 1–200.
    public let limit: Int
    public let after: PageKey?
    /// Whether ``Page/total`` is wanted.
    public let counts: Bool

    public init(limit: Int = 50, after: PageKey? = nil, counts: Bool = false) {
        self.limit = limit
        self.after = after
        self.counts = counts
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
