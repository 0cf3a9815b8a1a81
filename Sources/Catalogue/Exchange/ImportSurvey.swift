import SQLEngines

/// What a first look through all rows tells: how many they are, and which items they name more than once.
///
/// It keeps eight bytes a row. A file that is broken near its end is found by it before anything is written.
struct ImportSurvey: Sendable {
    private(set) var total = 0
    /// The items that several rows name, at most ``mostRows``.
    private(set) var repeated: Set<Item.ID> = []
    /// Where these lie, cut so that all rows about those in one span can be held in memory.
    private(set) var spans: [ClosedRange<Item.ID>] = []
    /// The items that more rows name.
    private(set) var overdone: Set<Item.ID> = []

    /// How many rows of a file may name one item: they depend on one another, and are tried in one transaction.
    static let mostRows = 100

    /// `most` rows can be held in memory.
    init(_ source: any ImportSource, holding most: Int = 20_000) async throws {
        var ids: [Item.ID] = []
        var count = 0
        try await source.forEach { rows in
            try Task.checkCancellation()
            count += rows.count
            ids += rows.compactMap(\.id)
        }
        total = count
        ids.sort()
        var (rows, held) = (0, 0)
        for (place, id) in ids.enumerated() {
            rows += 1
            if place + 1 < ids.count, ids[place + 1] == id { continue }
            note(id, in: rows, &held, most)
            rows = 0
        }
    }

    /// `held` rows are about items of the last span.
    private mutating func note(_ id: Item.ID, in rows: Int, _ held: inout Int, _ most: Int) {
        if rows == 1 { return }
        if rows > Self.mostRows {
            overdone.insert(id)
            return
        }
        repeated.insert(id)
        held += rows
        if let last = spans.last, held <= most {
            spans[spans.count - 1] = last.lowerBound...id
        } else {
            spans.append(id...id)
            held = rows
        }
    }
}

/// The rows of a file that was looked through: those about an item that too many name are faults.
struct SurveyedRows: ImportSource {
    let survey: ImportSurvey
    private let source: any ImportSource

    init(_ source: any ImportSource) async throws {
        survey = try await ImportSurvey(source)
        self.source = source
    }

    func forEach(_ each: ([ImportRow]) async throws -> Void) async throws {
        try await source.forEach { rows in try await each(rows.map(judged)) }
    }

    private func judged(_ row: ImportRow) -> ImportRow {
        guard let id = row.id, survey.overdone.contains(id) else { return row }
        var row = row
        row.note(.id, ValueError("too_many_rows", "must be in at most \(ImportSurvey.mostRows) rows of the file"))
        row.id = nil
        return row
    }
}
