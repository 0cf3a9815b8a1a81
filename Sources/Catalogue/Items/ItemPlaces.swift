import SQLEngines

/// Where on a page an item stands, asked for in the order of the ids.
struct ItemPlaces {
    private let rows: [ItemRow]
    /// The page's places in the order of the ids; nil where that is the page's own.
    private let byID: [Int]?
    private var next = 0

    init(_ rows: [ItemRow]) {
        self.rows = rows
        byID = rows.isSorted(by: \.id) ? nil : rows.indices.sorted { rows[$0].id < rows[$1].id }
    }

    /// Selects what belongs to the page's items, and maybe to a few others between them: items that came one after another
    /// have their links so too, and one way along them is shorter than one to each.
    func condition(on column: SQL) -> SQL {
        guard let ends else { return "1 = 0" }
        let span = IdentifierSpan(ends.first, ends.last)
        return span.isCovered(by: rows.count, atLeast: 0.8)
            ? span.condition(column) : "\(column) IN (\(rows.map(\.id).list()))"
    }

    /// nil for an item that is not on the page. No id may be asked for after a greater one.
    mutating func place(of id: Item.ID) -> Int? {
        while next < rows.count, rows[byID?[next] ?? next].id < id { next += 1 }
        guard next < rows.count else { return nil }
        let place = byID?[next] ?? next
        return rows[place].id == id ? place : nil
    }

    /// The least and the greatest id; nil for an empty page.
    var ends: (first: Item.ID, last: Item.ID)? {
        guard let first = byID?.first ?? rows.indices.first, let last = byID?.last ?? rows.indices.last else {
            return nil
        }
        return (rows[first].id, rows[last].id)
    }
}

extension Array {
    /// Whether the elements stand in the order of their keys.
    func isSorted(by key: (Element) -> some Comparable) -> Bool {
        indices.dropFirst().allSatisfy { key(self[$0 - 1]) <= key(self[$0]) }
    }
}
