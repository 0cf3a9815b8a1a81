import Catalogue

/// What was moved, as a table: rows and checksum were the same on both sides, or nothing would have been kept.
enum MoveReport {
    /// Digits of the checksum that are shown.
    private static let digits = 16

    static func text(_ tables: [TransferredTable]) -> String {
        let rows = tables.map { table in
            let count = ProgressBar.grouped(table.rows)
            return [table.name, count, count, String(table.digest.prefix(digits)), "same"]
        }
        let total = ProgressBar.grouped(tables.reduce(0) { $0 + $1.rows })
        return TextTable.aligned([["table", "rows", "moved", "SHA-256", ""]] + rows)
            + "\nMoved \(total) rows; both sides are the same."
    }
}
