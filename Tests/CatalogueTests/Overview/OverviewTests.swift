import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("The overview")
struct OverviewTests {
    @Test("An empty shop has nothing in it, and no prices", arguments: TestEngine.all)
    func empty(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let overview = try await shop.counted()
            #expect(overview.counts == Overview.Counts(stores: 0, items: 0, tags: 0, users: 0))
            #expect(overview.largestStores.isEmpty && overview.newestItems.isEmpty)
            let tally = try #require(overview.tally)
            #expect(tally.prices.isEmpty && tally.itemsByDay.map(\.items) == Array(repeating: 0, count: 30))
        }
    }

    @Test(
        "Stores, items, tags and users are counted; a store that was deleted counts no more", arguments: TestEngine.all)
    func counts(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (east, west) = (try await shop.store("East"), try await shop.store("West"))
            for store in [east, west] {
                let tag = try await shop.tag("oak", in: store)
                for number in 0..<3 { _ = try await shop.item("\(number)", in: store, tags: [tag]) }
            }
            _ = try await shop.catalogue.users.create(
                try EmailAddress("a@example.com"), password: try Password("a long enough password"), role: .viewer,
                by: .owner)
            #expect(
                try await shop.counted().counts == Overview.Counts(stores: 2, items: 6, tags: 2, users: 1))
            // Closed and not yet swept, as a large store is for a while.
            try await shop.engine.write { session in
                _ = try await session.execute("UPDATE stores SET closed_at = 1 WHERE id = \(west.id)")
            }
            shop.time.advance(.seconds(60))
            let overview = try await shop.counted()
            #expect(overview.counts == Overview.Counts(stores: 1, items: 3, tags: 1, users: 1))
            #expect(overview.largestStores.map(\.id) == [east.id])
            #expect(overview.newestItems.map(\.store.id) == [east.id, east.id, east.id])
            #expect(overview.tally?.prices.map(\.items) == [3])
            #expect(overview.tally?.itemsByDay.last?.items == 3)
        }
    }

    @Test("The ten largest stores are shown, largest first, and the rest in two numbers", arguments: TestEngine.all)
    func largest(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            for number in 0..<12 {
                let store = try await shop.store("Store \(number)")
                for item in 0..<(number + 1) { _ = try await shop.item("\(item)", in: store) }
            }
            let overview = try await shop.catalogue.overview.current()
            #expect(overview.largestStores.map(\.itemsCount) == Array((3...12).reversed()))
            #expect(overview.largestStores.first?.name == "Store 11")
            #expect(overview.otherStores == 2 && overview.itemsOfOtherStores == 3)
            #expect(overview.newestItems.map(\.name) == (2...11).reversed().map(String.init))
        }
    }

    @Test("Items are counted on the day they were made on, in UTC, for thirty days", arguments: TestEngine.all)
    func days(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let day: Int64 = 86_400_000_000
            let midnight = Timestamp(microseconds: shop.time.now.microseconds / day * day + day)
            let moments: [Duration] = [
                .zero, .seconds(86_400) - .microseconds(1), .seconds(86_400), .seconds(29 * 86_400),
                .seconds(30 * 86_400),
            ]
            for moment in moments {
                shop.time.advance(midnight + moment - shop.time.now)
                _ = try await shop.item("thing", in: store)
            }
            let days = try #require(try await shop.counted().tally?.itemsByDay)
            #expect(days.count == 30 && days.last?.day == midnight + .seconds(30 * 86_400))
            #expect(days.first?.day == midnight + .seconds(86_400))
            #expect(days.map(\.items).filter { $0 > 0 } == [1, 1, 1])
            #expect([0, 28, 29].allSatisfy { days[$0].items == 1 })
        }
    }
}

extension TestShop {
    /// The overview with everything in it counted as it stands now.
    func counted() async throws -> Overview {
        _ = try await catalogue.overview.current()
        await catalogue.overview.tally.settled()
        return try await catalogue.overview.current()
    }
}
