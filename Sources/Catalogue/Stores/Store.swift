/// A shop: it owns its items and its tags, and prices them in one currency.
public struct Store: Sendable, Equatable {
    public typealias ID = Identifier<Store>

    public let id: ID
    public let name: String
    public let currency: Currency
    /// Lowest id first and bounded by ``Inclusion/items``; nil when not asked for.
    public var items: [Item.Summary]?
    /// Lowest id first and bounded by ``Inclusion/tags``; nil when not asked for.
    public var tags: [Tag.Summary]?
    /// How many items the store has in all; exact.
    public let itemsCount: Int
    public let createdAt: Timestamp
    public let updatedAt: Timestamp

    /// A store as an item shows it.
    public struct Summary: Sendable, Equatable {
        public let id: ID
        public let name: String
    }
}

/// What is needed to make a store.
public struct NewStore: Sendable, Equatable {
    public let name: Name
    /// nil takes the configured default.
    public let currency: Currency?

    public init(name: Name, currency: Currency?) {
        self.name = name
        self.currency = currency
    }
}

/// What is to change in a store; nil leaves a field as it is.
public struct StoreChange: Sendable, Equatable {
    public let name: Name?
    public let currency: Currency?

    public init(name: Name?, currency: Currency?) {
        self.name = name
        self.currency = currency
    }
}
