import SQLEngines

/// What rows would do, found by the code that does it: written in pieces, each in a transaction of its own that is rolled
/// back, so that others write in between however long the file.
///
/// Rows that name one item depend on one another, and are tried together in one transaction after the others. What else
/// a row may owe to an earlier piece is left out: a tag that both would make, which counts for nothing here, and an id
/// that only this import would give, which is a fault. The database may change between two pieces, as it may between
/// the trial and the write.
struct ImportTrial: Sendable {
    /// Rows that are tried together; a file with more repetitions is tried in one transaction as a whole.
    private static let mostTogether = 5_000

    let items: ItemService
    let source: any ImportSource
    let survey: ImportSurvey
    /// Is told how many rows are through.
    let progress: @Sendable (Int) -> Void

    func run() async throws -> ImportReport {
        if survey.repetitions > Self.mostTogether { return try await together(source, after: ImportReport()) }
        var report = ImportReport()
        var repetitions: [ImportRow] = []
        try await source.forEachPiece { rows in
            try Task.checkCancellation()
            let single = rows.filter { row in row.id.map { !survey.repeated.contains($0) } ?? true }
            if single.count < rows.count {
                repetitions += rows.filter { row in row.id.map { survey.repeated.contains($0) } ?? false }
            }
            if !single.isEmpty { report.add(try await alone(single)) }
            progress(report.rows)
        }
        if repetitions.isEmpty { return report }
        report = try await together(ImportRows(rows: repetitions), after: report)
        report.sortFaults()
        return report
    }

    private func alone(_ rows: [ImportRow]) async throws -> ImportReport {
        try await undone { body in
            try await patiently { try await items.engine.write(body) }
        } doing: { session in
            try await ImportBatch(items: items, session: session, rows: rows).run()
        }
    }

    private func together(_ source: any ImportSource, after earlier: ImportReport) async throws -> ImportReport {
        try await undone { body in
            try await items.engine.maintain(body)
        } doing: { session in
            var report = earlier
            try await source.forEachPiece { rows in
                report.add(try await ImportBatch(items: items, session: session, rows: rows).run())
                progress(report.rows)
            }
            return report
        }
    }

    private func undone(
        _ write: (@escaping @Sendable (any Session) async throws -> ImportReport) async throws -> ImportReport,
        doing work: @escaping @Sendable (any Session) async throws -> ImportReport
    ) async throws -> ImportReport {
        try await untilNotOvertaken {
            do {
                return try await write { session in throw Undone(report: try await work(session)) }
            } catch let undone as Undone {
                return undone.report
            }
        }
    }

    /// Rolls the transaction back, and brings its report out of it.
    private struct Undone: Error {
        let report: ImportReport
    }
}
