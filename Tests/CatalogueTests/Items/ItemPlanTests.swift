import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("How lists are read")
struct ItemPlanTests {
    @Test("A list in any order, of all stores or one, follows an index and sorts nothing")
    func plain() async throws {
        try await TestShop.open(.sqlite) { shop in
            for sort in ItemOrder.all {
                for query in [ItemQuery(), ItemQuery(storeID: Store.ID(1))] {
                    let plan = try await plan(shop, query, sort)
                    let index = query.storeID == nil ? "i USING" : "(store_id=?"
                    #expect(plan.first?.contains(index) == true && plan.first?.hasPrefix("SEARCH") == true, "\(plan)")
                    #expect(!plan.contains { $0.contains("TEMP") || $0.hasPrefix("SCAN") }, "\(sort) \(plan)")
                }
            }
            let cheap = ItemQuery(maxPrice: try Price(literal: "5"))
            let prices = try await plan(shop, cheap, Sort(by: .price))
            #expect(prices.first?.contains("items_price_idx") == true && prices.allSatisfy { !$0.contains("TEMP") })
        }
    }

    @Test("Of a range a list in its order reads the range alone, from either end, in one store too")
    func ranges() async throws {
        try await TestShop.open(.sqlite) { shop in
            let (from, before) = (Timestamp(microseconds: 1000), Timestamp(microseconds: 2000))
            for store in [nil, Store.ID(1)] {
                for descending in [false, true] {
                    let query = ItemQuery(storeID: store, createdFrom: from, createdBefore: before)
                    let plan = try await plan(shop, query, Sort(by: .createdAt, descending: descending))
                    // The page's beginning on one side, and the range's end on the other.
                    let way =
                        store == nil ? "items_created_at_idx (" : "items_store_id_created_at_idx (store_id=? AND "
                    #expect(plan.first?.contains(way + "created_at>? AND created_at<?)") == true, "\(plan)")
                    #expect(plan.allSatisfy { !$0.contains("TEMP") })
                }
            }
        }
    }

    @Test("The items of one tag by id are read along the tag and sorted by nothing")
    func oneTag() async throws {
        try await TestShop.open(.sqlite) { shop in
            let plan = try await plan(shop, ItemQuery(tagID: ShopTag.ID(1)), Sort(by: .id))
            #expect(plan.contains { $0.contains("item_tags_tag_id_idx (tag_id=? AND item_id>?)") }, "\(plan)")
            #expect(!plan.contains { $0.contains("TEMP") || $0.hasPrefix("SCAN") }, "\(plan)")
        }
    }

    @Test("What a filter finds is gathered from its index, and only then sorted")
    func gathered() async throws {
        try await TestShop.open(.sqlite) { shop in
            let range = ItemQuery(minPrice: try Price(literal: "5"), maxPrice: try Price(literal: "6"))
            let days = ItemQuery(createdFrom: Timestamp(microseconds: 5), createdBefore: Timestamp(microseconds: 6))
            for sort in ItemOrder.all where sort.key != .createdAt {
                let plan = try await plan(shop, days, sort)
                #expect(plan.first?.contains("items_created_at_idx (created_at>? AND created_at<?)") == true, "\(plan)")
            }
            for sort in ItemOrder.all where sort.key != .price {
                let plan = try await plan(shop, range, sort)
                #expect(plan.first?.contains("items_price_idx (price_thousandths>? AND price") == true, "\(plan)")
                let named = try await self.plan(shop, ItemQuery(tagNames: ["oak"]), sort)
                #expect(named.first?.contains("k USING COVERING INDEX tags_name_key_idx") == true, "\(named)")
                #expect(named.dropFirst().first?.contains("item_tags_tag_id_idx (tag_id=?") == true, "\(named)")
            }
        }
    }

    @Test("A search by relevance or id walks along the index and sorts nothing")
    func words() async throws {
        try await TestShop.open(.sqlite) { shop in
            let plan = try await plan(shop, ItemQuery(text: "oak table"), Sort(by: .id))
            #expect(plan.contains { $0.hasPrefix("CO-ROUTINE") } && !plan.contains { $0.contains("TEMP") }, "\(plan)")
            #expect(plan.contains { $0.contains("SCAN items_fts VIRTUAL TABLE") }, "\(plan)")
        }
    }

    @Test("A search by name for what many items have walks along the names, asking a set of the hits that is made once")
    func manyHits() async throws {
        try await TestShop.open(.sqlite) { shop in
            let store = try await shop.store()
            for number in 0..<4 { _ = try await shop.item("Oak \(number)", in: store) }
            let (oak, byName) = (ItemQuery(text: "oak"), Sort(by: ItemQuery.SortKey.name))
            let walking = try await plan(shop, oak, byName, few: 2)
            #expect(walking.first?.contains("items_name_key_idx (name_key>?)") == true, "\(walking)")
            #expect(walking.contains { $0.hasPrefix("LIST SUBQUERY") } && !walking.contains { $0.contains("TEMP") })
            let gathering = try await plan(shop, oak, byName, few: 4)
            #expect(gathering.contains { $0.contains("TEMP") }, "\(gathering)")
        }
    }

    @Test(
        "On PostgreSQL too a list follows its index, and what is gathered is gathered first",
        .enabled(if: TestEngine.all.count > 1))
    func postgres() async throws {
        try await TestShop.open(.postgres) { shop in
            for sort in ItemOrder.all {
                for query in [ItemQuery(), ItemQuery(storeID: Store.ID(1))] {
                    let plan = try await plan(shop, query, sort).joined(separator: "\n")
                    #expect(plan.contains("on items i") && plan.contains("Index Cond"), "\(plan)")
                    #expect(!plan.contains("Sort") && !plan.contains("Seq Scan"), "\(sort) \(plan)")
                }
                let named = try await plan(shop, ItemQuery(tagNames: ["oak"]), sort).joined(separator: "\n")
                #expect(named.contains("Sort") && named.contains("tags_name_key_idx"), "\(named)")
                #expect(!named.contains("Seq Scan") && !named.contains("Hash"), "\(named)")
            }
            let days = ItemQuery(createdFrom: Timestamp(microseconds: 5), createdBefore: Timestamp(microseconds: 6))
            for descending in [false, true] {
                let plan = try await plan(shop, days, Sort(by: .createdAt, descending: descending))
                    .joined(separator: "\n")
                let cond = try #require(
                    plan.split(separator: "\n").first { $0.contains("Index Cond: ((ROW(created_at") })
                #expect(cond.contains(descending ? "created_at >=" : "created_at <="), "\(plan)")
                #expect(plan.contains("items_created_at_idx") && !plan.contains("Sort"), "\(plan)")
            }
            let tag = try await plan(shop, ItemQuery(tagID: ShopTag.ID(1)), Sort(by: .id)).joined(separator: "\n")
            #expect(tag.contains("using item_tags_tag_id_idx"), "\(tag)")
            let words = try await plan(shop, ItemQuery(text: "oak table"), Sort(by: .id)).joined(separator: "\n")
            #expect(words.contains("items_words_pkey") && !words.contains("Sort"), "\(words)")
        }
    }

    @Test(
        "On PostgreSQL the index of the order alone is asked for a word that many have, whose hits are hashed once",
        .enabled(if: TestEngine.all.count > 1))
    func postgresManyHits() async throws {
        try await TestShop.open(.postgres) { shop in
            let store = try await shop.store()
            for number in 0..<9 { _ = try await shop.item("Oak\(number % 3) \(number)", in: store) }
            for key in [ItemQuery.SortKey.name, .price] {
                for descending in [false, true] {
                    let sort = Sort(by: key, descending: descending)
                    let plan = try await plan(shop, ItemQuery(text: "oak"), sort, few: 2, search: TermIndex(few: 1))
                        .joined(separator: "\n")
                    #expect(plan.contains("hashed SubPlan") && plan.contains("Merge Append"), "\(plan)")
                    #expect(plan.contains("Index Only Scan") && !plan.contains("->  Sort"), "\(plan)")
                    #expect(plan.contains("items_\(key == .name ? "name_key" : "price")_idx on items"), "\(plan)")
                }
            }
        }
    }

    private func plan(
        _ shop: TestShop, _ query: ItemQuery, _ sort: Sort<ItemQuery.SortKey>, few: Int = 4000,
        search prepared: TermIndex? = nil
    ) async throws -> [String] {
        var filter = try #require(ItemFilter(query, SearchText(query.text)))
        if let prepared, let words = filter.words {
            filter.words = try await prepared.prepare(words, in: shop.engine)
        }
        let search: any ItemSearch = prepared ?? shop.engine.dialect.itemSearch
        let plan = ItemPlan(filter: filter, keyset: sort.keyset, search: search, few: few)
        let explain: SQL = shop.engine.dialect == .sqlite ? "EXPLAIN QUERY PLAN" : "EXPLAIN (COSTS OFF)"
        return try await shop.engine.read { session in
            let page = try await plan.statement(in: session).page(after: nil, limit: 51)
            return try await session.all("\(explain) \(page)") { row in
                if explain == "EXPLAIN QUERY PLAN" { for _ in 0..<3 { _ = try row.next(Int64.self) } }
                return try row.next()
            }
        }
    }
}
