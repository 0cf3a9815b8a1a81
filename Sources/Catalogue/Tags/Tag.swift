/// A word that a store puts on its items.
public struct Tag: Sendable, Equatable {
    public typealias ID = Identifier<Tag>

    public let id: ID
    public let name: String
    public let store: Owner
    /// Lowest id first and bounded by ``Inclusion/items``; nil when not asked for.
    public var items: [Item.Summary]?
    /// How many items carry the tag; exact.
    public let itemsCount: Int
    public let createdAt: Timestamp
    public let updatedAt: Timestamp

    /// A tag as an item or a store shows it.
    public struct Summary: Sendable, Equatable {
        public let id: ID
        public let name: String
    }

    /// The tag's store, with the currency its items' prices are in.
    public struct Owner: Sendable, Equatable {
        public let id: Store.ID
        public let name: String
        public let currency: Currency
    }
}

public struct NewTag: Sendable, Equatable {
    public let name: Name

    public init(name: Name) {
        self.name = name
    }
}

/// What is to change in a tag; nil leaves a field as it is.
public struct TagChange: Sendable, Equatable {
    public let name: Name?

    public init(name: Name?) {
        self.name = name
    }
}
