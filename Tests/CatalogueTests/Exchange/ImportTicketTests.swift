import SQLEngines
import Synchronization
import TestDatabases
import Testing

@testable import Catalogue

@Suite("Imports that are written once")
struct ImportTicketTests {
    private static let rows = (0..<1_200).map { ImportRow($0 + 2, name: "Item \($0)", price: "1", store: "my store") }

    private static func ticket(_ form: String, _ content: String = "x") -> ImportTicket {
        let bytes = Array(content.utf8)
        return ImportTicket(ImportKey(form: form) { Array(bytes.dropFirst($0)) }, name: "items.csv")
    }

    @Test("The same form with the same file writes once, whoever is quicker", arguments: TestEngine.all)
    func once(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            _ = try await shop.store()
            for (number, mode) in ImportMode.allCases.enumerated() {
                let ticket = Self.ticket("\(mode)")
                #expect(try await shop.items.receipt(of: ticket.key) == nil)
                let written = try await together(3) { _ in
                    do {
                        return try await Self.take(shop, Self.rows, mode, ticket).isWritten
                    } catch is ImportRepeated {
                        return false
                    }
                }
                #expect(written == 1)
                let receipt = try #require(try await shop.items.receipt(of: ticket.key))
                #expect(receipt.report.counts == [1_200, 0, 0, 0] && receipt.isOver && receipt.name == "items.csv")
                #expect(try await shop.everything().count == 1_200 * (number + 1))
            }
            #expect(
                Self.ticket("a", "b").key != Self.ticket("a", "c").key
                    && Self.ticket("ab", "").key != Self.ticket("a", "b").key)
        }
    }

    @Test("What was refused has used nothing up, and a trial does not either", arguments: TestEngine.all)
    func refused(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            let ticket = Self.ticket("a")
            #expect(try await Self.take(shop, Self.rows, .allOrNothing, ticket).refused == 1_200)
            _ = try await shop.store()
            _ = try await shop.items.importRows(
                from: TestRows(rows: Self.rows), .goodRows, isDryRun: true, once: ticket
            ) { _, _ in }
            #expect(try await shop.items.receipt(of: ticket.key) == nil)
            #expect(try await Self.take(shop, Self.rows, .allOrNothing, ticket).isWritten)
        }
    }

    @Test("What came to an end in the middle says how far it came", arguments: TestEngine.all)
    func cutShort(_ engine: TestEngine) async throws {
        try await TestShop.open(engine) { shop in
            _ = try await shop.store()
            let ticket = Self.ticket("a")
            let source = BrokenRows(rows: Self.rows)
            await #expect(throws: ImportCutShort.self) {
                _ = try await shop.items.importRows(from: source, .goodRows, isDryRun: false, once: ticket) { _, _ in }
            }
            let receipt = try #require(try await shop.items.receipt(of: ticket.key))
            #expect(receipt.report.rows == 500 && !receipt.isOver)
            await #expect(throws: ImportRepeated.self) { try await Self.take(shop, Self.rows, .goodRows, ticket) }
            #expect(try await shop.everything().count == 500)
        }
    }

    private static func take(
        _ shop: TestShop, _ rows: [ImportRow], _ mode: ImportMode, _ ticket: ImportTicket
    ) async throws -> ImportReport {
        try await shop.items.importRows(from: TestRows(rows: rows), mode, isDryRun: false, once: ticket) { _, _ in }
    }
}

/// The second reading ends after some rows.
private final class BrokenRows: ImportSource {
    private struct Gone: Error {}

    private let rows: [ImportRow]
    private let readings = Atomic(0)

    init(rows: [ImportRow]) {
        self.rows = rows
    }

    func forEach(_ each: ([ImportRow]) async throws -> Void) async throws {
        let isFirst = readings.add(1, ordering: .relaxed).oldValue == 0
        try await each(isFirst ? rows : Array(rows.prefix(700)))
        if !isFirst { throw Gone() }
    }
}
