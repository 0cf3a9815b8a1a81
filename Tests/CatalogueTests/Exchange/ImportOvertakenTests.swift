import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Imports that others overtake")
struct ImportOvertakenTests {
    @Test(
        "A row whose item is moved to another store just before it is taken changes it there", arguments: [false, true])
    func moved(isDryRun: Bool) async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres) { shop in
            let (east, west) = (try await shop.store("East"), try await shop.store("West"))
            let lamp = try await shop.item("Lamp", in: east)
            let (taken, isTaken) = AsyncStream<Void>.makeStream()
            async let report = shop.take(
                [ImportRow(2, id: lamp.id, price: "7")], .goodRows, isDryRun: isDryRun, after: taken)
            try await shop.engine.write { session in
                try await session.lockStores([east.id, west.id])
                // The import knows the item to be in this store, and waits for it.
                _ = try await session.value("SELECT 1", as: Int.self)
                isTaken.finish()
                // Seen from outside: within a transaction PostgreSQL does not see who has come since it first looked.
                try await eventually { try await shop.engine.read(.point) { try await $0.waiting() } == 1 }
                try await shop.move(lamp, to: west, in: session)
            }
            let done = try await report
            #expect(done.counts == [0, 1, 0, 0] && done.faults.isEmpty)
            let found = try await shop.items.find(lamp.id)
            #expect(found.store.id == west.id && found.price.literal == (isDryRun ? "1" : "7"))
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test("One is done again until it is not overtaken, and as often as it may be", arguments: [1, 3, 4])
    func again(_ overtakings: Int) async throws {
        var attempts = 0
        let write = {
            attempts += 1
            if attempts <= overtakings { throw ImportOvertaken() }
            return attempts
        }
        if overtakings < 4 {
            #expect(try await untilNotOvertaken(attempts: 4, write) == overtakings + 1)
        } else {
            await #expect(throws: EngineError.overloaded) { try await untilNotOvertaken(attempts: 4, write) }
            #expect(attempts == 4)
        }
    }
}

extension TestShop {
    fileprivate func take(
        _ rows: [ImportRow], _ mode: ImportMode, isDryRun: Bool, after start: AsyncStream<Void>
    ) async throws -> ImportReport {
        for await _ in start {}
        return try await take(rows, mode, isDryRun: isDryRun)
    }

    fileprivate func move(_ item: Item, to store: Store, in session: any Session) async throws {
        let change = ItemChange(name: nil, description: nil, price: nil, storeID: store.id)
        let moved = try await session.applying(change, to: item, at: time.now)
        try await items.replace(item, with: moved, items.stamp(), in: session)
        try await items.search.put(moved.words, of: item.id, in: session)
    }
}
