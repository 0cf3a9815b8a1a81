import Catalogue
import NIOCore
import SQLEngines
import SoukServer
import TestDatabases
import Testing

@Suite("Files of items")
struct ItemFileTests {
    /// Texts that CSV, spreadsheets and JSON stumble over.
    private static let texts = [
        "plain", "=1+1", "+49", "-5%", "@home", "'=1", "''@", "'quoted'", "a,b;c", "say \"hi\"", "|", "a|b\\c", "\\|",
        "ü€😀", "{}", "null", "e\u{301}", "'",
    ]

    @Test(
        "What is exported is imported without a change, in both formats", arguments: TestEngine.all, ItemFormat.allCases
    )
    func roundTrip(_ engine: TestEngine, _ format: ItemFormat) async throws {
        try await opened(engine) { shop in
            try await fill(shop)
            let before = try await all(shop)
            let file = try await export(shop, format)
            let report = try await take(file, format, shop)
            #expect(report.unchanged == before.count && report.rows == before.count, "\(report.faults)")
            #expect(try await all(shop) == before)
        }
    }

    @Test("A file without its ids makes the same items anew", arguments: TestEngine.all)
    func anew(_ engine: TestEngine) async throws {
        try await opened(engine) { shop in
            try await fill(shop)
            let before = try await all(shop)
            let lines = String(buffer: try await export(shop, .ndjson)).split(separator: "\n")
            let bare = lines.map { "{" + $0.drop { $0 != "," }.dropFirst() }.joined(separator: "\n")
            let report = try await take(ByteBuffer(string: bare), .ndjson, shop)
            #expect(report.created == before.count, "\(report.faults)")
            let after = try await all(shop).dropFirst(before.count)
            #expect(after.map(\.name) == before.map(\.name) && after.map(\.price) == before.map(\.price))
            #expect(after.map(\.description) == before.map(\.description) && after.map(\.tags) == before.map(\.tags))
        }
    }

    @Test("An exported cell never begins as a formula, and prices are exact")
    func cells() async throws {
        try await opened(.sqlite) { shop in
            try await fill(shop)
            var (csv, cells) = (String(buffer: try await export(shop, .csv)), [Substring]())
            #expect(csv.hasPrefix("id,name,description,price,currency,store,tags,created_at,updated_at\r\n"))
            #expect(csv.hasSuffix("\r\n"))
            csv.replace("\"", with: "")
            cells = csv.split { $0 == "," || $0 == "\r\n" }
            #expect(cells.allSatisfy { !"=+-@".contains($0.first ?? "=") })
            #expect(csv.contains(",'=1+1,") && csv.contains(",0.005,KWD,") && csv.contains(",1000000000000,KWD,"))
        }
    }

    @Test(
        "A first line that does not name columns is refused with its reason",
        arguments: [
            ("", "no line with the columns"), ("name;price;store", "separated by commas"),
            ("name,price,store,colour", "no column “colour”"), ("name,price,store,name", "there twice"),
            ("name,store", "name and price"), ("name,price", "store (its name) or store_id"),
            ("title,price,store", "no column “title”"), ("name,price,store\r\na,\"1", "does not end"),
            ("name,price,store\r\na,1,East\r\n\"b\"c", "closing quote"),
        ])
    func broken(_ text: String, _ reason: String) async throws {
        try await opened(.sqlite) { shop in
            _ = try await store("East", "USD", shop)
            let fault = await #expect(throws: ItemFileFault.self) {
                try await take(ByteBuffer(string: text), .csv, shop, .goodRows)
            }
            #expect(fault?.reason.contains(reason) == true, "\(String(describing: fault))")
            #expect(try await all(shop).isEmpty)
        }
    }

    @Test("Rows of the wrong form are told one by one, as a spreadsheet numbers them")
    func rows() async throws {
        try await opened(.sqlite) { shop in
            _ = try await store("East", "USD", shop)
            let csv = "\u{FEFF}store,price,name,id\nEast,1,a\n\n East , 1.5 ,b,\nEast,1,c,x\nEast,1,d,-1\n"
            let report = try await take(ByteBuffer(string: csv), .csv, shop, .goodRows)
            #expect(report.created == 1 && told(report) == ["2 - columns", "5 id type", "6 id type"])
            let lines = [
                #"{"name":"e","price":1,"store":"East","created_at":7}"#, "", "{", "[]", #"{"name":5,"price":"1"}"#,
                #"{"name":"f","price":1e0,"store":"East","tags":["x",1]}"#, #"{"name":"g","price":1,"colour":"red"}"#,
                #"{"id":1.5}"#, #"{"id":"1"}"#, #"{"id":1.0,"description":null,"price":2}"#,
            ]
            let json = try await take(ByteBuffer(string: lines.joined(separator: "\r\n")), .ndjson, shop, .goodRows)
            #expect(json.created == 1 && json.updated == 1)
            #expect(
                told(json) == [
                    "3 - invalid_json", "4 - type", "5 name type", "5 price type", "5 store required", "6 tags type",
                    "7 colour unknown", "7 store required", "8 id type", "9 id type",
                ])
        }
    }

    private func told(_ report: ImportReport) -> [String] {
        report.faults.map { "\($0.row) \($0.column ?? "-") \($0.code)" }
    }
}

extension ItemFileTests {
    private func opened(_ engine: TestEngine, _ body: (Catalogue) async throws -> Void) async throws {
        try await withDatabase(engine, template: Self.template) { database in
            let clock = WallClock { Timestamp(microseconds: 1_795_000_000_000_000) }
            try await body(
                Catalogue(
                    engine: database.engine, clock: clock,
                    settings: CatalogueSettings(defaultCurrency: try Currency("USD"))))
        }
    }

    private static let template = DatabaseTemplate { engine in try await Migrator(Catalogue.migrations).up(engine) }

    private func store(_ name: String, _ currency: String, _ shop: Catalogue) async throws -> Store.ID {
        try await shop.stores.create(NewStore(name: try Name(name), currency: try Currency(currency))).id
    }

    /// An item for each of the texts, in stores and with tags that are called so too.
    private func fill(_ shop: Catalogue) async throws {
        let prices = ["0.005", "1000000000000", "12.5", "0"]
        for (number, text) in Self.texts.enumerated() {
            let store = try await store("=\(number) \(text)", "KWD", shop)
            let item = try await shop.items.create(
                NewItem(
                    name: try Name(text), description: number % 3 == 0 ? nil : try Description("\(text)\n\t\(text)"),
                    price: try Price(literal: prices[number % prices.count]), storeID: store))
            for name in [text, "-\(text)"] {
                let tag = try await shop.tags.create(NewTag(name: Name(name)), in: store)
                _ = try await shop.items.link(item.id, tag.id)
            }
        }
    }

    private func all(_ shop: Catalogue) async throws -> [Item] {
        try await shop.items.list(ItemQuery(page: PageRequest(limit: 200))).elements
    }

    private func export(_ shop: Catalogue, _ format: ItemFormat) async throws -> ByteBuffer {
        let writer = ItemFileWriter(format)
        var file = writer.beginning
        for try await items in shop.items.export(ItemQuery()) { file.writeImmutableBuffer(writer.bytes(of: items)) }
        return file
    }

    @discardableResult
    private func take(
        _ file: ByteBuffer, _ format: ItemFormat, _ shop: Catalogue, _ mode: ImportMode = .allOrNothing
    ) async throws -> ImportReport {
        let bytes = Array(file.readableBytesView)
        let source = ItemFile(format) { offset in Array(bytes[offset..<min(offset + 100, bytes.count)]) }
        return try await shop.items.importRows(from: source, mode, isDryRun: false) { _, _ in }
    }
}
