/// Something a store sells.
public struct Item: Sendable, Equatable {
    public typealias ID = Identifier<Item>

    public let id: ID
    public let name: String
    public let description: String?
    public let price: Money
    public let store: Store.Summary
    /// All of its tags (at most 100), lowest id first.
    public var tags: [Tag.Summary]
    public let createdAt: Timestamp
    public let updatedAt: Timestamp

    /// An item as a store or a tag shows it.
    public struct Summary: Sendable, Equatable {
        public let id: ID
        public let name: String
        public let price: Money
    }
}

public struct NewItem: Sendable, Equatable {
    public let name: Name
    public let description: Description?
    /// Checked against the store's currency when the item is written.
    public let price: Price
    public let storeID: Store.ID

    public init(name: Name, description: Description?, price: Price, storeID: Store.ID) {
        self.name = name
        self.description = description
        self.price = price
        self.storeID = storeID
    }
}

/// What is to change in an item; nil leaves a field as it is.
public struct ItemChange: Sendable, Equatable {
    public let name: Name?
    /// `.some(nil)` takes the description away.
    public let description: Description??
    public let price: Price?
    /// Moves the item to another store.
    public let storeID: Store.ID?

    public init(name: Name?, description: Description??, price: Price?, storeID: Store.ID?) {
        self.name = name
        self.description = description
        self.price = price
        self.storeID = storeID
    }
}
