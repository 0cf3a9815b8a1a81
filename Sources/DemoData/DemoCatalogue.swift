/// The demo catalogue: shops of different kinds and what they sell, made of word lists, the same every time.
public enum DemoCatalogue {
    /// All stores, in the order of their kinds. Throws ``WordListFault`` when a word list is not as it should be.
    public static func stores() throws(WordListFault) -> [DemoStore] {
        var stores: [DemoStore] = []
        for kind in ShopKind.all { stores += try kind.stores() }
        return stores
    }
}

/// A store and what it sells.
public struct DemoStore: Sendable, Equatable {
    public let name: String
    /// ISO 4217.
    public let currency: String
    public let items: [DemoItem]

    /// The tags of its items, each once, in the order of their first use.
    public var tags: [String] {
        var seen: Set<String> = []
        return items.flatMap(\.tags).filter { seen.insert($0).inserted }
    }
}

/// Something to buy.
public struct DemoItem: Sendable, Equatable {
    public let name: String
    public let description: String
    /// A decimal number with the digits that the store's currency has.
    public let price: String
    public let tags: [String]
}

/// A line of a word list that cannot be read.
public struct WordListFault: Error, Sendable, Equatable {
    public let line: String
}
