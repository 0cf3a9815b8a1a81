import TestDatabases
import Testing

@testable import Catalogue

@Suite("Search on both engines", .enabled(if: TestEngine.all.count > 1))
struct SearchAgreementTests {
    @Test("Both find the same items in the same order, page by page", arguments: [0, 40, 4000])
    func agreement(few: Int) async throws {
        try await TestShop.open(.sqlite) { first in
            try await TestShop.open(.postgres) { second in
                let shops = [first.gathering(atMost: few), second.gathering(atMost: few)]
                for shop in shops { try await fill(shop) }
                var found = 0
                for query in queries() {
                    let answers = try await [pages(of: query, in: shops[0]), pages(of: query, in: shops[1])]
                    #expect(answers[0] == answers[1], "\(query)")
                    found += answers[0].flatMap { $0 }.count
                }
                #expect(found > 10_000)
            }
        }
    }

    /// The ids of each page, and the total in front.
    private func pages(of query: ItemQuery, in shop: TestShop) async throws -> [[Int64]] {
        var (query, pages): (ItemQuery, [[Int64]]) = (query, [])
        query.page = PageRequest(limit: 1, counts: true)
        pages.append([Int64(try await shop.items.list(query).total ?? -1)])
        query.page = PageRequest(limit: 60)
        for _ in 0..<100 {
            let page = try await shop.items.list(query)
            pages.append(page.elements.map(\.id.rawValue))
            guard let next = page.next else { return pages }
            query.page = PageRequest(limit: 60, after: next)
        }
        throw TestShop.EndlessList()
    }

    /// Three hundred items and more, some of them written one by one, changed or deleted afterwards.
    private func fill(_ shop: TestShop) async throws {
        var dice = TestDice(11)
        let stores = [try await shop.store("East"), try await shop.store("West")]
        var batch: [LoadedItem] = []
        for number in 0..<260 {
            let name = Self.words(3, &dice)
            let text = number % 3 == 0 ? nil : Self.words(6, &dice)
            batch.append(
                LoadedItem(
                    try shop.new(name, in: stores[number % 2], price: "\(number % 17)", description: text), tags: []))
        }
        try await shop.items.load(batch)
        var items: [Item] = []
        for (number, text) in Self.hostile.enumerated() {
            items.append(try await shop.item(text, in: stores[0], price: "\(number)"))
            items.append(try await shop.item("plain \(number)", in: stores[1], description: text))
        }
        for (number, item) in items.enumerated() where number % 3 == 0 {
            let change = ItemChange(
                name: try Name(Self.words(2, &dice)), description: nil, price: nil, storeID: stores[number % 2].id)
            _ = try await shop.items.change(item.id, change)
        }
        for item in items.suffix(4) { try await shop.items.delete(item.id) }
    }

    private func queries() -> [ItemQuery] {
        var dice = TestDice(12)
        var texts =
            Self.hostile + ["o", "oa", "oak", "tab", "wal", "wallnut", "walnt", "cabient oak", "emile", "1", "n"]
        for _ in 0..<60 {
            let text = Self.words(Int.random(in: 1...3, using: &dice), &dice)
            texts.append(text)
            texts.append(String(text.dropLast(Int.random(in: 1...3, using: &dice))))
            texts.append(String(text.dropFirst()))
        }
        let sorts: [Sort<ItemQuery.SortKey>?] = [
            nil, Sort(by: .id, descending: true), Sort(by: .price), Sort(by: .name),
        ]
        return texts.enumerated().flatMap { number, text in
            [
                ItemQuery(text: text),
                ItemQuery(text: text, storeID: Store.ID(Int64(number % 2) + 1), sort: sorts[number % 4]),
            ]
        }
    }

    private static func words(_ count: Int, _ dice: inout TestDice) -> String {
        let words = [
            "oak", "Oak", "oaken", "table", "tables", "Walnut", "walnuts", "cabinet", "lamp", "émile", "Straße", "12",
            "1200", "s1", "nd", "d", "東京タワー", "ящик", "of", "the", "the", "the",
        ]
        return (0..<count).compactMap { _ in words.randomElement(using: &dice) }.joined(separator: " ")
    }

    private static let hostile = [
        "100% Oak \"Table\"", "'; DROP TABLE items; --", "a_b%c\\d", "$1 $2 :name ?1", "NULL", "oak OR table",
        "oak* AND NOT table", "{oak} [table] (lamp)", "O'Brien’s", "e\u{301}mile E\u{301}MILE", "ﬁne ﬁfty",
        "ＯＡＫ ｔａｂｌｅ", "İstanbul ıstanbul", "שָׁלוֹם oak", "हिन्दी लकड़ी", "👩‍👩‍👧 oak 🪑", "s1 s2 ns1 ds1",
        String(repeating: "oak", count: 26), "Ⅻ ² ½ ① 12", "\u{10FFFD} \u{E000} oak", "a:* & !b | c <-> d",
        "nwalnut dwalnut",
    ]
}
