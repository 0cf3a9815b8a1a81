import SQLEngines
import Synchronization
import TestDatabases
import Testing

@testable import Catalogue

@Suite("What deleted stores leave behind")
struct StoreSweepingTests {
    @Test("It goes when the sweeping begins, and whenever a store was deleted after that", arguments: TestEngine.all)
    func wakes(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            try await shop.deleteFullStore("Earlier")
            #expect(try await shop.itemRows() == 50)
            let sweeping = Task { await shop.stores.keepSwept { cause, _ in Issue.record(cause) } }
            try await eventually { try await shop.itemRows() == 0 }
            try await shop.deleteFullStore("Later")
            try await eventually { try await shop.itemRows() == 0 }
            sweeping.cancel()
            await sweeping.value
        }
    }

    @Test(
        "Where the database does not let it go, that is told and tried again, after a longer pause each time",
        arguments: TestEngine.all)
    func obstacles(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (time, pauses) = (HandTime(), Pauses())
            try await shop.deleteFullStore("Oak")
            try await shop.change("ALTER TABLE item_tags RENAME TO away")
            let sweeping = Task { await shop.stores.keepSwept(time.clock) { pauses.add($1) } }
            for seconds in [1, 2, 4] {
                try await eventually { time.isWaiting(0, for: .seconds(seconds)) }
                if seconds == 4 { try await shop.change("ALTER TABLE away RENAME TO item_tags") }
                time.advance(.seconds(seconds))
            }
            try await eventually { try await shop.itemRows() == 0 }
            #expect(pauses.all == [.seconds(1), .seconds(2), .seconds(4)])
            sweeping.cancel()
            await sweeping.value
        }
    }

    @Test("It ends when it is cancelled, in a pause too")
    func cancelled() async throws {
        try await TestShop.open(.sqlite) { shop in
            let (time, pauses) = (HandTime(), Pauses())
            await shop.engine.close()
            let sweeping = Task { await shop.stores.keepSwept(time.clock) { pauses.add($1) } }
            try await eventually { time.isWaiting(0, for: .seconds(1)) }
            sweeping.cancel()
            await sweeping.value
            #expect(pauses.all == [.seconds(1)])
        }
    }
}

private final class Pauses: Sendable {
    private let told = Mutex<[Duration]>([])

    var all: [Duration] { told.withLock { $0 } }

    func add(_ pause: Duration) { told.withLock { $0.append(pause) } }
}

extension TestShop {
    /// Deletes a store of 250 items, of which 200 go with it.
    fileprivate func deleteFullStore(_ name: String) async throws {
        let store = try await store(name)
        try await items.load(try (0..<250).map { LoadedItem(try new("item \($0)", in: store), tags: []) })
        try await stores.delete(store.id, including: Inclusion(items: nil, tags: nil))
    }

    fileprivate func itemRows() async throws -> Int {
        try await engine.value("SELECT count(*) FROM items") ?? 0
    }

    fileprivate func change(_ definition: SQL) async throws {
        try await engine.maintain { session in _ = try await session.execute(definition) }
    }
}
