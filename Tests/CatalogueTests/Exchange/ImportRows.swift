import SQLEngines

@testable import Catalogue

/// Rows as a test says them, handed over some at a time.
struct TestRows: ImportSource {
    let rows: [ImportRow]
    var atOnce = 700

    func forEach(_ each: ([ImportRow]) async throws -> Void) async throws {
        for start in stride(from: 0, to: rows.count, by: atOnce) {
            try await each(Array(rows[start..<min(start + atOnce, rows.count)]))
        }
    }
}

extension ImportRow {
    init(
        _ number: Int, id: Item.ID? = nil, name: String? = nil, price: String? = nil, store: String? = nil,
        storeID: Store.ID? = nil, description: String? = nil, tags: [String]? = nil, currency: String? = nil
    ) {
        self.init(number: number)
        (self.id, self.name, self.price, self.store, self.storeID) = (id, name, price, store, storeID)
        (self.description, self.tags, self.currency) = (description, tags, currency)
    }
}

extension TestShop {
    func take(
        _ rows: [ImportRow], _ mode: ImportMode = .allOrNothing, isDryRun: Bool = false
    ) async throws -> ImportReport {
        try await items.importRows(from: TestRows(rows: rows), mode, isDryRun: isDryRun) { _, _ in }
    }

    /// Everything that an import may change, ids and times too.
    func everything() async throws -> [Item] { try await all(ItemQuery()) }

    func tagNames(of store: Store) async throws -> [String] {
        let query = TagQuery(including: Inclusion(items: nil, tags: nil), page: PageRequest(limit: 200))
        return try await tags.list(of: store.id, query).elements.map(\.name)
    }
}

extension ImportReport {
    /// `created updated unchanged refused`
    var counts: [Int] { [created, updated, unchanged, refused] }

    /// `row column code`
    var told: [String] { faults.map { "\($0.row) \($0.column ?? "-") \($0.code)" } }
}
