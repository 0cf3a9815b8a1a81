@testable import Catalogue

/// Two hundred and more items in stores of three currencies, with names, prices and times that often tie.
struct PagingWorld: Sendable {
    private(set) var items: [Item] = []
    private(set) var stores: [Store] = []
    private var tags: [Tag] = []

    /// A query and what it means, said once more in plain Swift.
    struct Filter: Sendable {
        let name: String
        let query: ItemQuery
        let matches: @Sendable (Item) -> Bool
    }

    init(_ shop: TestShop, items count: Int) async throws {
        var dice = TestDice(7)
        for (name, currency) in [("East", "USD"), ("West", "JPY"), ("North", "KWD")] {
            let store = try await shop.store(name, currency)
            stores.append(store)
            for tag in ["Oak", "oak table", "SALE", "rare"] { tags.append(try await shop.tag(tag, in: store)) }
        }
        let words = ["oak", "Oak", "table", "Zebra", "émile", "lamp", "ob"]
        for number in 0..<count {
            let store = stores[number % 11 == 0 ? 2 : number % 2]
            let own = tags.filter { $0.store.id == store.id }
            let carried = own.filter { tag in tag.name == "rare" ? number % 60 == 0 : Bool.random(using: &dice) }
            let price = Int.random(in: 0...40, using: &dice)
            let name = [words.randomElement(using: &dice), words.randomElement(using: &dice)].compactMap { $0 }
            items.append(
                try await shop.item(
                    name.joined(separator: " "), in: store, price: price > 38 ? "1500" : "\(price)",
                    description: number % 3 == 0 ? "made of \(words[number % 7])" : nil, tags: carried))
            if number % 4 == 0 { shop.time.advance(.seconds(1)) }
        }
    }

    func filters() throws -> [Filter] {
        let (west, rare) = (stores[1].id, tags[3].id)
        let (low, high) = (try Price(literal: "5"), try Price(literal: "20"))
        let (early, late) = (items[items.count / 4].createdAt, items[items.count * 3 / 4].createdAt)
        return [
            Filter(name: "all", query: ItemQuery()) { _ in true },
            Filter(name: "store", query: ItemQuery(storeID: west)) { $0.store.id == west },
            Filter(name: "tag id", query: ItemQuery(tagID: rare)) { $0.carries(rare) },
            Filter(name: "tag id of another store", query: ItemQuery(tagID: rare, storeID: west)) { _ in false },
            Filter(name: "tag name", query: ItemQuery(tagNames: ["OAK"])) { $0.carries("Oak") },
            Filter(name: "two names", query: ItemQuery(tagNames: ["sale", "Oak Table", "SALE"])) {
                $0.carries("SALE") && $0.carries("oak table")
            },
            Filter(name: "name in store", query: ItemQuery(tagNames: ["rare"], storeID: west)) {
                $0.carries("rare") && $0.store.id == west
            },
            Filter(name: "prices", query: ItemQuery(minPrice: low, maxPrice: high)) {
                (5000...20000).contains($0.price.thousandths)
            },
            Filter(name: "price in store", query: ItemQuery(storeID: west, maxPrice: low)) {
                $0.price.thousandths <= 5000 && $0.store.id == west
            },
            Filter(name: "times", query: ItemQuery(createdFrom: early, createdBefore: late)) {
                early <= $0.createdAt && $0.createdAt < late
            },
            Filter(name: "time in store", query: ItemQuery(storeID: west, createdFrom: late)) {
                late <= $0.createdAt && $0.store.id == west
            },
            Filter(
                name: "time, price, tag",
                query: ItemQuery(tagNames: ["oak"], maxPrice: high, createdFrom: early, createdBefore: late)
            ) {
                early <= $0.createdAt && $0.createdAt < late && $0.price.thousandths <= 20000 && $0.carries("Oak")
            },
            Filter(name: "words and time", query: ItemQuery(text: "oak", createdBefore: late)) {
                $0.has("oak") && $0.createdAt < late
            },
            Filter(name: "all at once", query: ItemQuery(tagNames: ["oak"], storeID: west, minPrice: low)) {
                $0.carries("Oak") && $0.price.thousandths >= 5000 && $0.store.id == west
            },
            Filter(name: "words", query: ItemQuery(text: "oak")) { $0.has("oak") },
            Filter(name: "words in store", query: ItemQuery(text: "oak tab", storeID: west)) {
                $0.has("oak") && $0.has("table") && $0.store.id == west
            },
            Filter(name: "words and tag", query: ItemQuery(text: "emile o", tagNames: ["sale"], maxPrice: high)) {
                $0.has("émile") && ($0.has("oak") || $0.has("ob") || $0.has("of")) && $0.carries("SALE")
                    && $0.price.thousandths <= 20000
            },
        ]
    }
}

extension Item {
    fileprivate func carries(_ tag: Tag.ID) -> Bool { tags.contains { $0.id == tag } }

    fileprivate func carries(_ tag: String) -> Bool { tags.contains { $0.name == tag } }

    fileprivate func has(_ word: String) -> Bool {
        (name + " " + (description ?? "")).lowercased().split(separator: " ").contains { $0 == word }
    }
}

/// Every order and direction of a list of items.
enum ItemOrder {
    static let all: [Sort<ItemQuery.SortKey>] = ItemQuery.SortKey.allCases.flatMap { key in
        [Sort(by: key), Sort(by: key, descending: true)]
    }
}

extension Array<Item> {
    /// As the contract says, with no database: by key, then by id, both in one direction.
    func sorted(by order: Sort<ItemQuery.SortKey>) -> [Item] {
        let ascending = sorted { left, right in
            let (first, second) = (left.sortKey(order.key), right.sortKey(order.key))
            return first == second ? left.id < right.id : first.lexicographicallyPrecedes(second)
        }
        return order.descending ? ascending.reversed() : ascending
    }
}

extension Item {
    /// Bytes that sort as the key does.
    fileprivate func sortKey(_ key: ItemQuery.SortKey) -> [UInt8] {
        switch key {
        case .id: []
        case .name: Array(name.caseFolded.utf8)
        case .price: Self.bytes(price.thousandths)
        case .createdAt: Self.bytes(createdAt.microseconds)
        }
    }

    private static func bytes(_ number: Int64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: number >> (56 - 8 * $0)) }
    }
}
