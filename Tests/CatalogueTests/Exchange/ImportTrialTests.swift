import SQLEngines
import Synchronization
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Trials of imports")
struct ImportTrialTests {
    @Test("Others write while a large file is tried, and before a bad one is refused", arguments: TestEngine.all)
    func others(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            for isDryRun in [true, false] {
                let rows = (0..<6_000).map { number in
                    ImportRow(number, name: "a", price: isDryRun || number < 5_999 ? "1" : "x", store: "my store")
                }
                let through = Mutex(0)
                let (begun, begin) = AsyncStream.makeStream(of: Void.self)
                @Sendable func take() async throws -> ImportReport {
                    defer { begin.finish() }
                    return try await shop.items.importRows(
                        from: TestRows(rows: rows), .allOrNothing, isDryRun: isDryRun
                    ) { done, _ in
                        through.withLock { $0 = done }
                        begin.yield()
                    }
                }
                async let report = take()
                for await _ in begun { break }
                _ = try await shop.item("Lamp", in: store)
                let seen = through.withLock { $0 }
                let refused = try await report.refused
                #expect(seen < (isDryRun ? 6_000 : 3_000), "the write waited for the end")
                #expect(refused == (isDryRun ? 0 : 1))
            }
            #expect(try await shop.everything().map(\.name) == ["Lamp", "Lamp"])
        }
    }

    @Test("Rows about one item are tried as they will be written, however far apart", arguments: TestEngine.all)
    func repeated(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (store, tokyo) = (try await shop.store(), try await shop.store("Tokyo", "JPY"))
            let tag = try await shop.tag("oak", in: store)
            let lamp = try await shop.item("Lamp", in: store, price: "1.5", tags: [tag])
            var rows = (0..<1_300).map { ImportRow($0 + 10, name: "a", price: "1", store: "my store") }
            rows.insert(ImportRow(2, id: lamp.id, price: "150", store: "Tokyo", tags: []), at: 0)
            rows[700].price = "x"
            rows.append(ImportRow(9_000, id: lamp.id, price: "200", currency: "JPY"))
            rows.append(ImportRow(9_001, id: lamp.id, price: "2.5"))
            var tried = try await shop.take(rows, .goodRows, isDryRun: true)
            #expect(tried.told == ["709 price type", "9001 price digits"])
            #expect(try await shop.everything() == [lamp])
            tried.isWritten = true
            #expect(try await shop.take(rows, .goodRows) == tried)
            #expect(try await shop.items.find(lamp.id).store.id == tokyo.id)
        }
    }

    @Test("A fault says what the file says there, at most its beginning", arguments: TestEngine.all)
    func values(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            _ = try await shop.store()
            let long = String(repeating: "x", count: 300)
            let report = try await shop.take([
                ImportRow(2, name: long, price: "1,5", store: "nowhere", tags: ["oak", "\u{0}"]), ImportRow(3),
            ])
            let values = report.faults.map { $0.value ?? "-" }
            #expect(values == [String(repeating: "x", count: 100) + "…", "1,5", "\u{0}", "nowhere", "-", "-", "-"])
        }
    }
}
