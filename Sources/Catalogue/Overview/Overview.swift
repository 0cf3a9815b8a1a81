/// What is in the shop, at a glance.
public struct Overview: Sendable {
    /// How many there are of each kind; exact.
    public struct Counts: Sendable, Equatable {
        public let stores: Int
        public let items: Int
        public let tags: Int
        public let users: Int
    }

    /// A store by its size.
    public struct StoreSize: Sendable, Equatable {
        public let id: Store.ID
        public let name: String
        public let currency: Currency
        public let itemsCount: Int
    }

    public let counts: Counts
    /// The stores with most items, at most ``mostStores``, largest first.
    public let largestStores: [StoreSize]
    /// The items that were made last, at most ``mostItems``, newest first.
    public let newestItems: [Item]
    /// What had to be counted item by item, as it stood a while ago; nil while it is counted for the first time.
    public let tally: Tally?

    public static let mostStores = 10
    public static let mostItems = 10

    /// How many stores are not among the largest.
    public var otherStores: Int { max(0, counts.stores - largestStores.count) }

    /// How many items those have together.
    public var itemsOfOtherStores: Int {
        max(0, counts.items - largestStores.reduce(0) { $0 + $1.itemsCount })
    }
}
