import Catalogue
import RESTKit

/// Items from CSV. The first record names the columns, in any order.
struct CSVItemReader: ItemReading {
    private var csv = CSVReader()
    private var columns: [ImportRow.Column]?

    mutating func read(_ piece: [UInt8], isLast: Bool, _ each: (ImportRow) -> Void) throws {
        var (csv, columns) = (csv, columns)
        let take = { (record: CSVRecord) throws in
            if let columns {
                each(Self.row(record, columns))
            } else {
                columns = try Self.columns(record)
            }
        }
        do {
            try csv.read(piece, take)
            if isLast { try csv.finish(take) }
        } catch let error as CSVSyntaxError {
            throw ItemFileFault(line: error.line, error.reason)
        }
        if isLast, columns == nil { throw ItemFileFault(line: 1, "there is no line with the columns' names") }
        (self.csv, self.columns) = (csv, columns)
    }

    private static func columns(_ header: CSVRecord) throws -> [ImportRow.Column] {
        func fault(_ reason: String) -> ItemFileFault { ItemFileFault(line: header.line, reason) }
        if header.cells.count == 1, header.cells[0].contains(";") || header.cells[0].contains("\t") {
            throw fault("the columns must be separated by commas")
        }
        let names = header.cells.map { $0.trimmingBlanks }
        let columns = try names.map { name in
            guard let column = ImportRow.Column(rawValue: name.lowercased()) else { throw fault(unknown(name)) }
            return column
        }
        if let twice = columns.first(where: { column in columns.count { $0 == column } > 1 }) {
            throw fault("the column \(twice.rawValue) is there twice")
        }
        if columns.contains(.id) { return columns }
        guard columns.contains(.name), columns.contains(.price) else {
            throw fault("the columns name and price are needed, or id to change items that are there")
        }
        guard columns.contains(.store) || columns.contains(.storeID) else {
            throw fault("a column store (its name) or store_id is needed")
        }
        return columns
    }

    private static func unknown(_ name: String) -> String {
        let known = ImportRow.Column.allCases.map(\.rawValue).joined(separator: ", ")
        return "there is no column “\(name)”; the columns are \(known)"
    }

    private static func row(_ record: CSVRecord, _ columns: [ImportRow.Column]) -> ImportRow {
        var row = ImportRow(number: record.row)
        guard record.width == columns.count else {
            row.note(nil, ValueError("columns", "has \(record.width) cells, and the first line \(columns.count)"))
            return row
        }
        for (column, cell) in zip(columns, record.cells) { row.set(column, cell) }
        return row
    }
}

extension ImportRow {
    /// Takes a cell. A blank one says nothing, but for a description and for tags, where it says that there are none.
    fileprivate mutating func set(_ column: Column, _ cell: String) {
        let said = cell.trimmingBlanks
        let value = said.isEmpty ? nil : said
        switch column {
        case .id: id = value.flatMap { number(column, $0) }.map { Item.ID($0) }
        case .storeID: storeID = value.flatMap { number(column, $0) }.map { Store.ID($0) }
        case .price: price = value
        case .currency: currency = value
        case .name: name = value.map { _ in FormulaGuard.bare(cell) }
        case .store: store = value.map { _ in FormulaGuard.bare(cell) }
        case .description: description = FormulaGuard.bare(cell)
        case .tags: tags = TagCell.names(FormulaGuard.bare(cell))
        case .createdAt, .updatedAt: return
        }
    }

    private mutating func number(_ column: Column, _ text: String) -> Int64? {
        if let number = Int64(text), number > 0 { return number }
        note(column, ValueError("type", "must be a whole number above 0"), value: text)
        return nil
    }
}

extension String {
    /// Without blanks at either end.
    fileprivate var trimmingBlanks: String {
        guard utf8.first == 0x20 || utf8.last == 0x20 else { return self }
        let start = unicodeScalars.drop { $0 == " " }
        return String(String.UnicodeScalarView(start.reversed().drop { $0 == " " }.reversed()))
    }
}
