import Catalogue

/// What was moved, as a table: rows and checksum were the same on both sides, or nothing would have been kept.
enum MoveReport {
    /// Digits of the checksum that are shown.
    private static let digits = 16

    static func text(_ tables: [TransferredTable]) -> String {
        let rows = tables.map { table in
            [table.name, ProgressBar.grouped(table.rows), String(table.digest.prefix(digits))]
        }
        let total = ProgressBar.grouped(tables.reduce(0) { $0 + $1.rows })
        return TextTable.aligned([["table", "rows", "SHA-256"]] + rows)
            + "\nMoved \(total) rows; on both sides rows and checksums are the same."
    }
}
