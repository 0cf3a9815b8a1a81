/// What only counting all items can tell.
public struct Tally: Sendable, Equatable {
    /// As it stood at this moment.
    public let countedAt: Timestamp
    /// How prices spread, in the currencies with most items: at most ``mostCurrencies``, the one with most first.
    public let prices: [PriceDistribution]
    /// Items that were made on each of the last ``days`` days, oldest first; the last day is the one of ``countedAt``.
    public let itemsByDay: [DayCount]

    public static let mostCurrencies = 4
    public static let days = 30
}

/// How many items were made on one day.
public struct DayCount: Sendable, Equatable {
    /// When the day begins, in UTC.
    public let day: Timestamp
    /// Of these, the ones that are still there.
    public let items: Int
}

/// How many items of one currency there are by price.
public struct PriceDistribution: Sendable, Equatable {
    /// The items whose price is at least ``from`` and less than ``upTo``.
    public struct Bucket: Sendable, Equatable {
        public let from: Money
        /// nil: however much.
        public let upTo: Money?
        public let items: Int
    }

    public let currency: Currency
    /// Lowest prices first, one right after another; at most ``mostBuckets``. The first and the last hold items.
    public let buckets: [Bucket]

    public static let mostBuckets = 12

    /// How many items there are of this currency.
    public var items: Int { buckets.reduce(0) { $0 + $1.items } }
}
