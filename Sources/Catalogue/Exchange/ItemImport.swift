import SQLEngines
import Synchronization

/// Writes items that come as rows: see ``ItemService/importRows(from:_:isDryRun:once:_:)``.
struct ItemImport: Sendable {
    let items: ItemService
    let source: SurveyedRows
    let mode: ImportMode
    let isDryRun: Bool
    let ticket: ImportTicket?
    let progress: ItemService.ImportProgress

    func run() async throws -> ImportReport {
        let total = source.survey.total
        if isDryRun { return try await trial { progress($0, total) } }
        if mode == .goodRows { return try await runInPieces(of: total) }
        let tried = try await trial { progress($0 / 2, total) }
        return tried.refused > 0 ? tried : try await runAtOnce(of: total)
    }

    private func trial(_ progress: @escaping @Sendable (Int) -> Void) async throws -> ImportReport {
        try await ImportTrial(items: items, source: source, progress: progress).run()
    }

    /// Rows that were good in the trial may not be so any more.
    private func runAtOnce(of total: Int) async throws -> ImportReport {
        do {
            // Each attempt may take minutes that others wait for. So patience, too, is for its turn alone.
            return try await untilNotOvertaken(attempts: 3) {
                let hasBegun = Atomic(false)
                return try await patiently(unless: { hasBegun.load(ordering: .relaxed) }) {
                    try await items.engine.maintain { session in
                        hasBegun.store(true, ordering: .relaxed)
                        return try await addAll(of: total, in: session)
                    }
                }
            }
        } catch let refused as Refused {
            return refused.report
        }
    }

    private func addAll(of total: Int, in session: any Session) async throws -> ImportReport {
        var report = ImportReport()
        try await ticket?.use(at: items.clock.now(), in: session)
        try await source.forEachPiece { rows in
            report.add(try await ImportBatch(items: items, session: session, rows: rows).run())
            progress((total + report.rows) / 2, total)
        }
        if report.refused > 0 { throw Refused(report: report) }
        report.isWritten = true
        try await ticket?.note(report, isOver: true, in: session)
        return report
    }

    private func runInPieces(of total: Int) async throws -> ImportReport {
        var report = ImportReport()
        do {
            try await source.forEachPiece { rows in
                try Task.checkCancellation()
                let before = report
                report = try await untilNotOvertaken {
                    try await patiently {
                        try await items.engine.write { session in
                            try await add(rows, to: before, of: total, in: session)
                        }
                    }
                }
                progress(report.rows, total)
            }
        } catch let again as ImportRepeated {
            throw again
        } catch {
            report.isWritten = report.created + report.updated > 0
            throw ImportCutShort(report: report, cause: error)
        }
        report.isWritten = true
        return report
    }

    /// One piece, and in the same transaction how far the import has come.
    private func add(
        _ rows: [ImportRow], to before: ImportReport, of total: Int, in session: any Session
    ) async throws -> ImportReport {
        if before.rows == 0 { try await ticket?.use(at: items.clock.now(), in: session) }
        var report = before
        report.add(try await ImportBatch(items: items, session: session, rows: rows).run())
        try await ticket?.note(report, isOver: report.rows == total, in: session)
        return report
    }

    /// Rolls the transaction back, and brings its report out of it.
    private struct Refused: Error {
        let report: ImportReport
    }
}

extension ItemService {
    /// Is told how many rows of how many are through. Others may wait meanwhile: it must return at once.
    public typealias ImportProgress = @Sendable (_ done: Int, _ total: Int) -> Void

    /// Writes the items that the rows describe: one with an id changes the item that has it, one without makes a new
    /// one. Tags that a store lacks are made. Up to a hundred rows may name one item: each changes what the one before
    /// it has left.
    ///
    /// A dry run does all of it and rolls it back, some hundreds of rows at a time, so that nobody waits for it. With
    /// ``ImportMode/allOrNothing`` a dry run comes first, and counts for half of the progress; then everything is
    /// written in one transaction, for whose end other writers may have to wait, on the embedded database all of them.
    /// What is written with a ticket is written once: see ``ImportTicket``.
    ///
    /// Throws what the source throws, before anything is written, ``ImportRepeated``, and ``ImportCutShort`` when only a
    /// part was written.
    public func importRows(
        from source: any ImportSource, _ mode: ImportMode, isDryRun: Bool, once ticket: ImportTicket? = nil,
        _ progress: @escaping ImportProgress
    ) async throws -> ImportReport {
        try await ItemImport(
            items: self, source: try await SurveyedRows(source), mode: mode, isDryRun: isDryRun, ticket: ticket,
            progress: progress
        ).run()
    }
}
