import Catalogue

/// What came of an import, in words.
enum ImportText {
    /// Faults that are shown in the terminal.
    static let mostShown = 20

    /// `3 created, 2 updated, 10 unchanged, 1 refused`
    static func counts(_ report: ImportReport) -> String {
        [
            (report.created, "created"), (report.updated, "updated"), (report.unchanged, "unchanged"),
            (report.refused, "refused"),
        ].map { "\(ProgressBar.grouped($0)) \($1)" }.joined(separator: ", ")
    }

    /// The sentence for what was done, or would be.
    static func summary(_ report: ImportReport, _ order: ImportOrder) -> String {
        if order.isDryRun { return "A dry run, nothing was written. It would be: \(counts(report))." }
        return report.isWritten ? "Imported: \(counts(report))." : "Nothing was written: \(counts(report))."
    }

    /// `row 17, price: must not be negative`, a line for each of the first faults.
    static func faults(_ report: ImportReport) -> [String] {
        let shown = report.faults.prefix(mostShown).map { fault in
            "row \(fault.row)\(fault.column.map { ", \($0)" } ?? ""): \(fault.detail)"
        }
        let more = report.faultsCount - shown.count
        return more > 0 ? shown + ["… and \(ProgressBar.grouped(more)) more faults."] : Array(shown)
    }
}
