import TestDatabases
import Testing

@testable import Catalogue

@Suite("Bulk changes at once")
struct BulkConcurrencyTests {
    @Test("Of two that were shown the same one is done", arguments: TestEngine.all)
    func two(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            for number in 0..<50 { _ = try await shop.item("\(number)", in: store, price: "10") }
            let selection = ItemSelection.matching(ItemQuery())
            let double = BulkAction.adjustPrice(.percent(try Percentage(literal: "100")))
            let seen = try await shop.catalogue.bulk.preview(double, on: selection).digest
            let doubled = try await together(2) { _ in
                try await unless(.selectionChanged(found: 50)) {
                    _ = try await shop.catalogue.bulk.perform(double, on: selection, expecting: seen)
                }
            }
            #expect(doubled == 1)
            #expect(try await shop.all(ItemQuery()).allSatisfy { $0.price.literal == "20" })
            let all = try await shop.catalogue.bulk.preview(.delete, on: selection).digest
            let deleted = try await together(2) { _ in
                try await unless(.selectionChanged(found: 0)) {
                    _ = try await shop.catalogue.bulk.perform(.delete, on: selection, expecting: all)
                }
            }
            #expect(deleted == 1)
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test("Amid many who change single items, counts stay exact and nobody waits for ever", arguments: TestEngine.all)
    func crowd(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let crowd = try await Crowd(shop)
            let actions: [BulkAction] = [
                .addTag(try Name("new")), .removeTag(try Name("new")), .removeTag(try Name("oak")),
                .adjustPrice(.amount(try PriceDifference(literal: "1"))), .move(to: Store.ID(1)), .delete,
            ]
            try await together(5) { number in
                var dice = TestDice(UInt64(number))
                for round in 0..<20 {
                    guard number == 0 else {
                        try await crowd.doSomething(&dice)
                        continue
                    }
                    try await changeAll(shop, actions[round % actions.count], round)
                }
                return true
            }
            #expect(try await shop.miscounts() == 0)
        }
    }

    /// What others are quicker with is refused as a whole.
    private func changeAll(_ shop: TestShop, _ action: BulkAction, _ round: Int) async throws {
        let query = action == .delete ? ItemQuery(text: "\(round)") : ItemQuery()
        do {
            try await shop.bulk(action, query)
        } catch CatalogueError.selectionChanged {
        } catch CatalogueError.bulkRefused {
        }
    }
}
