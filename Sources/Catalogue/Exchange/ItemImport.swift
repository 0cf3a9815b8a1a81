import SQLEngines

/// Writes items that come as rows: see ``ItemService/importRows(from:_:isDryRun:_:)``.
struct ItemImport: Sendable {
    let items: ItemService
    let source: any ImportSource
    let mode: ImportMode
    let isDryRun: Bool
    let progress: ItemService.ImportProgress

    func run() async throws -> ImportReport {
        let total = try await count()
        if isDryRun || mode == .allOrNothing { return try await runAtOnce(of: total) }
        return try await runInPieces(of: total)
    }

    /// Reads all rows once, so that a file that is broken near its end is found before anything is written.
    private func count() async throws -> Int {
        var total = 0
        try await source.forEach { total += $0.count }
        return total
    }

    /// A dry run is this too, whatever would be kept: a row may depend on what an earlier one did.
    private func runAtOnce(of total: Int) async throws -> ImportReport {
        do {
            return try await items.engine.maintain { session in
                var report = ImportReport()
                try await pieces { rows in
                    report.add(try await ImportBatch(items: items, session: session, rows: rows).run())
                    progress(report.rows, total)
                }
                if isDryRun || report.refused > 0 { throw Undone(report: report) }
                report.isWritten = true
                return report
            }
        } catch let undone as Undone {
            return undone.report
        }
    }

    private func runInPieces(of total: Int) async throws -> ImportReport {
        var report = ImportReport()
        do {
            try await pieces { rows in
                try Task.checkCancellation()
                let piece = try await patiently {
                    try await items.engine.write { session in
                        try await ImportBatch(items: items, session: session, rows: rows).run()
                    }
                }
                report.add(piece)
                progress(report.rows, total)
            }
        } catch {
            report.isWritten = report.created + report.updated > 0
            throw ImportCutShort(report: report, cause: error)
        }
        report.isWritten = true
        return report
    }

    /// All rows, as many at a time as a batch takes and no item twice among them: the second of two rows about one item
    /// must find it as the first has left it.
    private func pieces(_ each: ([ImportRow]) async throws -> Void) async throws {
        var (piece, ids) = ([ImportRow](), Set<Item.ID>())
        try await source.forEach { rows in
            for row in rows {
                let isAgain = row.id.map { !ids.insert($0).inserted } ?? false
                if piece.count == ImportBatch.atOnce || isAgain {
                    try await each(piece)
                    (piece, ids) = ([], row.id.map { [$0] } ?? [])
                }
                piece.append(row)
            }
        }
        if !piece.isEmpty { try await each(piece) }
    }

    /// Rolls the transaction back, and brings its report out of it.
    private struct Undone: Error {
        let report: ImportReport
    }
}

extension ItemService {
    /// Is told how many rows of how many are through. Others may wait meanwhile: it must return at once.
    public typealias ImportProgress = @Sendable (_ done: Int, _ total: Int) -> Void

    /// Writes the items that the rows describe: one with an id changes the item that has it, one without makes a new
    /// one. Tags that a store lacks are made.
    ///
    /// A dry run does all of it, in one transaction, and rolls that back. With ``ImportMode/allOrNothing`` other writers
    /// may have to wait until the end, on the embedded database all of them.
    ///
    /// Throws what the source throws, before anything is written, and ``ImportCutShort`` when only a part was written.
    public func importRows(
        from source: any ImportSource, _ mode: ImportMode, isDryRun: Bool, _ progress: @escaping ImportProgress
    ) async throws -> ImportReport {
        try await ItemImport(items: self, source: source, mode: mode, isDryRun: isDryRun, progress: progress).run()
    }
}
