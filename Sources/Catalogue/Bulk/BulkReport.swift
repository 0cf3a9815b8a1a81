/// What a bulk change would do, or has done.
public struct BulkReport: Sendable, Equatable {
    /// How many items are meant.
    public internal(set) var meant = 0
    /// How many of them change; the others are so already, or cannot be changed so.
    public internal(set) var changing = 0
    /// How many cannot be changed, by reason.
    public internal(set) var obstacles: [BulkObstacle: Int] = [:]
    /// The first 20 that change, lowest id first.
    public internal(set) var firstChanges: [BulkChange] = []
    /// The first 20 that cannot be changed, lowest id first.
    public internal(set) var firstRefusals: [BulkRefusal] = []
    /// Where a move goes.
    public internal(set) var destination: Tag.Owner?
    /// Names everything that was looked at, whether it is shown here or not: it is another as soon as other items are
    /// meant, or one of them is not as it was.
    public internal(set) var digest = ""

    /// How many cannot be changed.
    public var refused: Int { obstacles.values.reduce(0, +) }

    /// How many of each are shown.
    static let shown = 20
}

/// An item before and after a bulk change.
public struct BulkChange: Sendable, Equatable {
    public let id: Item.ID
    public let before: BulkItem
    /// nil: it is gone.
    public let after: BulkItem?
}

/// What a bulk change can change in an item, and what it is known by.
public struct BulkItem: Sendable, Equatable {
    public let name: String
    public var price: Money
    public var store: Store.Summary
    /// The names of its tags, in the order of the tags' ids.
    public var tags: [String]

    init(_ item: Item) {
        name = item.name
        price = item.price
        store = item.store
        tags = item.tags.map(\.name)
    }
}

/// An item that cannot be changed, and why.
public struct BulkRefusal: Sendable, Equatable {
    public let id: Item.ID
    /// nil where there is no such item.
    public let name: String?
    public let obstacle: BulkObstacle
}
