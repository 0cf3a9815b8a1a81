import SQLEngines
import Synchronization
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Imports")
struct ImportTests {
    @Test("Rows without an id make items, and the tags that are missing", arguments: TestEngine.all)
    func create(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (east, west) = (try await shop.store("East"), try await shop.store("West", "JPY"))
            let sale = try await shop.tag("Sale", in: east)
            let report = try await shop.take([
                ImportRow(2, name: " Lamp ", price: "15.990", store: "EAST", tags: ["sale", "Oak", "OAK"]),
                ImportRow(3, name: "Bowl", price: "1500", storeID: west.id, description: "blue\r\n", tags: ["oak"]),
                ImportRow(4, name: "Cup", price: "0", store: "west", storeID: west.id, currency: "JPY"),
            ])
            #expect(report.counts == [3, 0, 0, 0] && report.isWritten && report.faults.isEmpty)
            let items = try await shop.everything()
            #expect(items.map(\.name) == ["Lamp", "Bowl", "Cup"])
            #expect(items.map(\.price.literal) == ["15.99", "1500", "0"])
            #expect(items.map(\.description) == [nil, "blue", nil])
            #expect(items.map { $0.tags.map(\.name) } == [["Sale", "Oak"], ["oak"], []])
            #expect(items[0].tags[0].id == sale.id)
            #expect(try await shop.names(ItemQuery(text: "blue")) == ["Bowl"])
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test("A row with an id changes that item, to what it says and no further", arguments: TestEngine.all)
    func change(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let (oak, sale) = (try await shop.tag("oak", in: store), try await shop.tag("sale", in: store))
            let lamp = try await shop.item("Lamp", in: store, price: "2", description: "old", tags: [oak, sale])
            let bowl = try await shop.item("Bowl", in: store, price: "3", description: "blue", tags: [oak])
            shop.time.advance(.seconds(1))
            let report = try await shop.take([
                ImportRow(2, id: lamp.id, price: "2.5", tags: ["new", "SALE"]),
                ImportRow(3, id: bowl.id, name: "Vase", description: ""),
            ])
            #expect(report.counts == [0, 2, 0, 0])
            let (new, vase) = (try await shop.items.find(lamp.id), try await shop.items.find(bowl.id))
            #expect(new.price.literal == "2.5" && new.name == "Lamp" && new.description == "old")
            #expect(new.tags.map(\.name) == ["sale", "new"] && new.updatedAt == shop.time.now)
            #expect(vase.name == "Vase" && vase.description == nil && vase.price.literal == "3")
            #expect(vase.tags.map(\.name) == ["oak"] && vase.createdAt == bowl.createdAt)
            #expect(try await shop.names(ItemQuery(text: "vase")) == ["Vase"])
            #expect(try await shop.names(ItemQuery(text: "blue")) == [])
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test("A row that says what is so already changes nothing", arguments: TestEngine.all)
    func unchanged(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let tag = try await shop.tag("oak", in: store)
            let lamp = try await shop.item("Lamp", in: store, price: "2", description: "x", tags: [tag])
            shop.time.advance(.seconds(1))
            let row = ImportRow(
                2, id: lamp.id, name: "Lamp", price: "2.00", store: store.name, storeID: store.id, description: "x ",
                tags: ["OAK"], currency: "USD")
            #expect(try await shop.take([row, ImportRow(3, id: lamp.id)]).counts == [0, 0, 2, 0])
            #expect(try await shop.everything() == [lamp])
        }
    }

    @Test("A dry run counts what the write then does, and leaves nothing", arguments: TestEngine.all)
    func dryRun(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            let lamp = try await shop.item("Lamp", in: store)
            let rows = [
                ImportRow(2, name: "Bowl", price: "1", store: "My Store", tags: ["new"]),
                ImportRow(3, id: lamp.id, price: "7"), ImportRow(4, id: lamp.id, price: "7"),
                ImportRow(5, name: "", price: "x", store: "My Store", tags: ["other"]),
            ]
            var tried = try await shop.take(rows, .goodRows, isDryRun: true)
            #expect(tried.counts == [1, 1, 1, 1] && !tried.isWritten)
            #expect(try await shop.take(rows, .allOrNothing, isDryRun: true) == tried)
            #expect(try await shop.everything() == [lamp])
            #expect(try await shop.tagNames(of: store) == [])
            #expect(try await shop.names(ItemQuery(text: "bowl")) == [])
            tried.isWritten = true
            #expect(try await shop.take(rows, .goodRows) == tried)
            #expect(try await shop.tagNames(of: store) == ["new"])
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test("All or nothing: with a bad row nothing is written, and every fault is told", arguments: TestEngine.all)
    func allOrNothing(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let store = try await shop.store()
            var rows = (0..<1_200).map { ImportRow($0 + 2, name: "Item \($0)", price: "1", store: "my store") }
            rows[3].price = "1.001"
            rows[900].name = " "
            let report = try await shop.take(rows)
            #expect(report.counts == [1_198, 0, 0, 2] && !report.isWritten)
            #expect(report.told == ["5 price digits", "902 name min_length"])
            #expect(try await shop.everything().isEmpty)
            let kept = try await shop.take(rows, .goodRows)
            #expect(kept.counts == report.counts && kept.told == report.told && kept.isWritten)
            #expect(try await shop.everything().count == 1_198)
            #expect(try await shop.names(ItemQuery(text: "1199", storeID: store.id)) == ["Item 1199"])
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test("What a row may not say is told by column, with the API's words", arguments: TestEngine.all)
    func faults(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (east, tokyo) = (try await shop.store("East"), try await shop.store("Tokyo", "JPY"))
            let gone = try await shop.store("Gone")
            try await shop.stores.delete(gone.id, including: Inclusion(items: nil, tags: nil))
            let tag = try await shop.tag("oak", in: east)
            let lamp = try await shop.item("Lamp", in: east, price: "1.5", tags: [tag])
            let bare = try await shop.item("Bare", in: east, price: "1.5")
            let long = String(repeating: "x", count: 81)
            let report = try await shop.take(
                [
                    ImportRow(2),
                    ImportRow(3, name: long, price: "-1", store: "East", description: "\u{0}", tags: ["ok", ""]),
                    ImportRow(4, name: "a", price: "1", store: "Nowhere"),
                    ImportRow(5, name: "a", price: "1", store: "Gone"),
                    ImportRow(6, name: "a", price: "1", storeID: Store.ID(99)),
                    ImportRow(7, name: "a", price: "1", store: "East", storeID: tokyo.id),
                    ImportRow(8, name: "a", price: "1.5", store: "Tokyo"),
                    ImportRow(9, name: "a", price: "1,5", store: "East", currency: "EUR"),
                    ImportRow(10, id: Item.ID(99), name: "a"),
                    ImportRow(11, name: "a", price: "1", store: "East", tags: (0...100).map { "t\($0)" }),
                    ImportRow(12, id: lamp.id, store: "Tokyo", tags: nil),
                    ImportRow(13, id: bare.id, store: "Tokyo"),
                    ImportRow(14, id: bare.id, price: "2.5", store: "Tokyo"),
                ], .goodRows)
            #expect(
                report.told == [
                    "2 name required", "2 price required", "2 store required", "3 name max_length",
                    "3 description characters", "3 price min", "3 tags min_length", "4 store not_found",
                    "5 store not_found", "6 store_id not_found", "7 store_id conflict", "8 price digits",
                    "9 price type", "9 currency currency_mismatch", "10 id not_found", "11 tags too_many_tags",
                    "12 store item_has_tags", "13 price currency_mismatch", "14 price digits",
                ])
            #expect(report.counts == [0, 0, 0, 13])
            #expect(try await shop.everything() == [lamp, bare])
        }
    }

    @Test("An item moves when the row says its tags, or it has none", arguments: TestEngine.all)
    func move(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let (east, tokyo) = (try await shop.store("East"), try await shop.store("Tokyo", "JPY"))
            let tag = try await shop.tag("oak", in: east)
            let lamp = try await shop.item("Lamp", in: east, price: "1.5", tags: [tag])
            let report = try await shop.take([
                ImportRow(2, id: lamp.id, price: "150", store: "Tokyo", tags: ["oak", "new"]),
                ImportRow(3, id: lamp.id, tags: ["new"]),
            ])
            #expect(report.counts == [0, 2, 0, 0])
            let moved = try await shop.items.find(lamp.id)
            #expect(moved.store.id == tokyo.id && moved.price.literal == "150" && moved.tags.map(\.name) == ["new"])
            #expect(try await shop.tagNames(of: tokyo) == ["new", "oak"] || engine == .postgres)
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test("Of very many faults the first ten thousand are kept and all are counted", arguments: TestEngine.all)
    func bound(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let rows = (2...5_100).map { ImportRow($0, name: "a", store: "none") }
            let report = try await shop.take(rows, .goodRows)
            #expect(report.refused == 5_099 && report.faultsCount == 10_198 && report.faults.count == 10_000)
            #expect(report.faults.last?.row == 5_001)
        }
    }

    @Test("Progress is told to the last row", arguments: TestEngine.all)
    func progress(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            _ = try await shop.store()
            let rows = (0..<1_100).map { ImportRow($0, name: "a", price: "1", store: "my store") }
            for (mode, isDryRun) in [(ImportMode.allOrNothing, true), (.goodRows, false)] {
                let told = Mutex<[Int]>([])
                let source = TestRows(rows: rows)
                _ = try await shop.items.importRows(from: source, mode, isDryRun: isDryRun) { done, total in
                    told.withLock { $0 += [done, total] }
                }
                #expect(told.withLock { $0 } == [500, 1_100, 1_000, 1_100, 1_100, 1_100])
            }
        }
    }

    @Test("An import beside other writers loses nothing and counts right", arguments: TestEngine.all)
    func crowd(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let crowd = try await Crowd(shop)
            // Few, so that they come again and again: a piece ends when one has come ten times.
            let known = try await shop.everything().prefix(4)
            let rows = (0..<300).map { number -> ImportRow in
                if number.isMultiple(of: 3) {
                    let item = known[number % known.count]
                    return ImportRow(number, id: item.id, price: "\(number)", tags: ["oak", "n\(number % 5)"])
                }
                let store = number % 2 == 0 ? "East" : "West"
                return ImportRow(number, name: "new", price: "1", store: store, tags: ["sale"])
            }
            async let others = together(6) { writer in
                var dice = TestDice(UInt64(writer))
                for _ in 0..<30 { try await crowd.doSomething(&dice) }
                return true
            }
            let report = try await shop.take(rows, .goodRows)
            _ = try await others
            #expect(report.created == 200 && report.rows == 300)
            #expect(try await shop.miscounts() == 0)
        }
    }
}
