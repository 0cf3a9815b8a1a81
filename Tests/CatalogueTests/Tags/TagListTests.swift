import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Tags of all stores")
struct TagListTests {
    @Test("They come with their stores, in every order, by what their names begin with", arguments: TestEngine.all)
    func all(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (east, west) = (try await shop.store("East"), try await shop.store("West", "JPY"))
            let oak = try await shop.tag("Oak", in: east)
            _ = try await shop.tag("pine", in: east)
            let table = try await shop.tag("oak table", in: west)
            for _ in 0..<2 { _ = try await shop.item("Lamp", in: west, tags: [table]) }
            _ = try await shop.item("Lamp", in: east, tags: [oak])
            #expect(try await names(shop, TagQuery()) == ["Oak", "pine", "oak table"])
            #expect(try await names(shop, TagQuery(sort: Sort(by: .name))) == ["Oak", "oak table", "pine"])
            let mostUsed = Sort(by: TagQuery.SortKey.itemsCount, descending: true)
            #expect(try await names(shop, TagQuery(sort: mostUsed)) == ["oak table", "Oak", "pine"])
            for sort in [mostUsed, Sort(by: .name, descending: true)] {
                #expect(try await names(shop, TagQuery(text: " OAK ", sort: sort)) == ["oak table", "Oak"])
                #expect(try await names(shop, TagQuery(storeID: east.id, text: "oak", sort: sort)) == ["Oak"])
            }
            let page = try await shop.tags.list(TagQuery(text: "oak t", page: PageRequest(counts: true)))
            #expect(page.total == 1 && page.elements.first?.store.currency.code == "JPY")
            #expect(page.elements.first?.items?.count == 2)
        }
    }

    @Test("Wild cards are plain text, and a text no name can have finds nothing", arguments: TestEngine.all)
    func plainText(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            for name in ["100%", "100 years", "a_b", "aX\u{10FFFF}b"] { _ = try await shop.tag(name, in: store) }
            #expect(try await names(shop, TagQuery(text: "100%")) == ["100%"])
            #expect(try await names(shop, TagQuery(text: "a_")) == ["a_b"])
            for descending in [false, true] {
                let query = TagQuery(text: "ax", sort: Sort(by: .name, descending: descending))
                #expect(try await names(shop, query) == ["aX\u{10FFFF}b"])
            }
            #expect(try await names(shop, TagQuery(text: "a\u{0}")) == [])
            #expect(try await names(shop, TagQuery(text: "  ")).count == 4)
            #expect(try await names(shop, TagQuery(storeID: Store.ID(99))) == [])
        }
    }

    @Test("Tags of a store that is being deleted are in no list", arguments: TestEngine.all)
    func closed(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            _ = try await shop.tag("oak", in: store)
            try await shop.engine.write { session in
                _ = try await session.execute("UPDATE stores SET closed_at = 1 WHERE id = \(store.id)")
            }
            let page = try await shop.tags.list(TagQuery(page: PageRequest(counts: true)))
            #expect(page.elements.isEmpty && page.total == 0)
        }
    }

    @Test("What begins so is the same whether it is gathered or asked for along the order", arguments: TestEngine.all)
    func ways(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            for store in [try await shop.store("East"), try await shop.store("West")] {
                for number in 0..<12 { _ = try await shop.tag("tag \(number)", in: store) }
            }
            let prefix = PrefixRange(column: "t.name_key", prefix: "tag 1").condition
            let keyset = Keyset(key: .none, id: "t.id", descending: false)
            for way in [ListWay(along: keyset, asking: [prefix]), ListWay(by: 0, of: [prefix], sortedBy: keyset)] {
                let found: [ShopTag.ID] = try await shop.engine.all(
                    """
                    SELECT t.id FROM tags t WHERE \(try way.keyset.follows(nil))\(way.filter)
                    ORDER BY \(way.keyset.order)
                    """
                ) { row in try row.next() }
                #expect(found.map(\.rawValue) == [2, 11, 12, 14, 23, 24])
            }
        }
    }

    @Test("Pages of them follow an index")
    func plans() async throws {
        try await TestShop.open(.sqlite) { shop in
            let cases: [(TagQuery.SortKey, String?, String)] = [
                (.id, nil, "PRIMARY KEY (rowid>?"), (.name, nil, "tags_name_key_idx ("),
                (.itemsCount, nil, "tags_items_count_idx"),
                (.name, "oak", "tags_name_key_idx (name_key>? AND name_key<?)"),
                (.id, "oak", "tags_name_key_idx (name_key>? AND name_key<?)"),
            ]
            for (sort, text, index) in cases {
                let list = try #require(TagList(TagQuery(text: text, sort: Sort(by: sort))))
                let plan = try await shop.engine.read { session in
                    let explained = ExplainedReads(session: session)
                    _ = try await list.page(PageRequest(), in: explained)
                    return explained.plan
                }
                #expect(plan.first?.contains(index) == true, "\(sort) \(plan)")
                #expect(!plan.contains { $0.hasPrefix("SCAN t") }, "\(plan)")
            }
        }
    }

    private func names(_ shop: TestShop, _ query: TagQuery) async throws -> [String] {
        try await shop.tags.list(query).elements.map(\.name)
    }
}

/// Keeps how SQLite reads the last list that was asked of it.
final class ExplainedReads: Session {
    private let session: any Session
    private(set) var plan: [String] = []

    init(session: any Session) {
        self.session = session
    }

    func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int {
        plan = try await session.all("EXPLAIN QUERY PLAN \(sql)") { row in
            for _ in 0..<3 { _ = try row.next(Int64.self) }
            return try row.next()
        }
        return try await session.run(sql, each: each)
    }
}
