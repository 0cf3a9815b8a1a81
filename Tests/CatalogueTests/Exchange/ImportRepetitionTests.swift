import Synchronization
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Imports whose rows name the same items")
struct ImportRepetitionTests {
    @Test(
        "Others write while rows about few items are tried, which count as they are written", arguments: TestEngine.all)
    func others(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let rows = try await Self.rowsAboutFewItems(in: shop)
            let watched = WatchedImport(shop, rows)
            async let report = watched.take(.goodRows, isDryRun: true)
            await watched.isUnderWay()
            _ = try await shop.store("West")
            #expect(watched.through < rows.count, "the write waited for the end")
            var tried = try await report
            #expect(tried.counts == [0, 6_000, 0, 0])
            #expect(try await shop.everything().allSatisfy { $0.price.literal == "1" })
            tried.isWritten = true
            #expect(try await watched.take(.goodRows, isDryRun: false) == tried)
            #expect(try await shop.everything().map(\.price.literal) == rows.suffix(60).compactMap(\.price))
        }
    }

    @Test("A trial that is cancelled ends between two pieces, whatever its rows are about", arguments: TestEngine.all)
    func cancelled(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let watched = WatchedImport(shop, try await Self.rowsAboutFewItems(in: shop))
            let trial = Task { try await watched.take(.allOrNothing, isDryRun: true) }
            await watched.isUnderWay()
            trial.cancel()
            await #expect(throws: CancellationError.self) { try await trial.value }
            #expect(watched.through < 6_000)
        }
    }

    @Test("A hundred rows may name an item; of one that more name none is taken", arguments: TestEngine.all)
    func tooMany(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let (lamp, bowl) = (try await shop.item("Lamp", in: store), try await shop.item("Bowl", in: store))
            let lamps = (2...102).map { ImportRow($0, id: lamp.id, price: "\($0)") }
            let bowls = (103...202).map { ImportRow($0, id: bowl.id, price: "\($0)") }
            var tried = try await shop.take(lamps + bowls, .goodRows, isDryRun: true)
            #expect(tried.counts == [0, 100, 0, 101])
            #expect(tried.told == (2...102).map { "\($0) id too_many_rows" })
            #expect(tried.faults.first?.value == "\(lamp.id)")
            #expect(try await shop.take(lamps + bowls) == tried)
            tried.isWritten = true
            #expect(try await shop.take(lamps + bowls, .goodRows) == tried)
            #expect(try await shop.everything().map(\.price.literal) == ["1", "202"])
        }
    }

    @Test(
        "A row about an item finds it as the one before has left it, in the same piece too", arguments: TestEngine.all)
    func chain(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (store, tokyo) = (try await shop.store(), try await shop.store("Tokyo", "JPY"))
            let tag = try await shop.tag("oak", in: store)
            let lamp = try await shop.item("Lamp", in: store, price: "1.5", tags: [tag])
            let rows = [
                ImportRow(2, id: lamp.id, store: "Tokyo"), ImportRow(3, id: lamp.id, tags: ["new"]),
                ImportRow(4, id: lamp.id, price: "150", store: "Tokyo", tags: []), ImportRow(5, price: "1"),
                ImportRow(6, id: lamp.id, price: "2.5"), ImportRow(7, id: lamp.id, name: "Bowl", currency: "JPY"),
            ]
            let told = ["2 store item_has_tags", "5 name required", "5 store required", "6 price digits"]
            var tried = try await shop.take(rows, .goodRows, isDryRun: true)
            #expect(tried.counts == [0, 3, 0, 3] && tried.told == told)
            tried.isWritten = true
            #expect(try await shop.take(rows, .goodRows) == tried)
            let found = try await shop.items.find(lamp.id)
            #expect(found.name == "Bowl" && found.price.literal == "150" && found.store.id == tokyo.id)
            #expect(found.tags.isEmpty)
            #expect(try await shop.names(ItemQuery(text: "bowl")) == ["Bowl"])
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test("Only so many rows about repeated items are held at once")
    func spans() async throws {
        let ids: [Int64] = [5, 9, 1, 5, 7, 7, 1, 3, 5, 9, 8, 8]
        let rows = ids.map { ImportRow(2, id: Item.ID($0)) }
        let survey = try await ImportSurvey(TestRows(rows: rows), holding: 5)
        #expect(survey.total == 12 && survey.repeated == Set([1, 5, 7, 8, 9].map { Item.ID($0) }))
        #expect(survey.spans == [Item.ID(1)...Item.ID(5), Item.ID(7)...Item.ID(8), Item.ID(9)...Item.ID(9)])
    }

    @Test("The faults that are kept are those of the first rows, in whatever order the rows were looked at")
    func faults() {
        var report = ImportReport()
        for rows in [5_000..<14_000, 0..<5_000] {
            var part = ImportReport()
            for row in rows { part.refuse([RowFault(row: row, column: nil, code: "x", detail: "y")]) }
            report.add(part)
        }
        #expect(report.faults.map(\.row) == Array(0..<10_000))
        #expect(report.refused == 14_000 && report.faultsCount == 14_000)
    }

    /// 6,000 rows, of which each changes one of 60 items, in turn.
    private static func rowsAboutFewItems(in shop: TestShop) async throws -> [ImportRow] {
        let store = try await shop.store()
        var items: [Item] = []
        for number in 0..<60 { items.append(try await shop.item("Item \(number)", in: store)) }
        return (0..<6_000).map { ImportRow($0 + 2, id: items[$0 % 60].id, price: "\($0 + 2)") }
    }
}

/// An import that a test waits for to have some rows through.
private final class WatchedImport: Sendable {
    private let shop: TestShop
    private let rows: [ImportRow]
    private let done = Mutex(0)
    private let (begun, begin) = AsyncStream.makeStream(of: Void.self)

    init(_ shop: TestShop, _ rows: [ImportRow]) {
        (self.shop, self.rows) = (shop, rows)
    }

    /// Rows that are through.
    var through: Int { done.withLock { $0 } }

    func take(_ mode: ImportMode, isDryRun: Bool) async throws -> ImportReport {
        defer { begin.finish() }
        return try await shop.items.importRows(from: TestRows(rows: rows), mode, isDryRun: isDryRun) { rows, _ in
            self.done.withLock { $0 = rows }
            if rows > 0 { self.begin.yield() }
        }
    }

    func isUnderWay() async {
        for await _ in begun { break }
    }
}
