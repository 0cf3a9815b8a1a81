import SQLEngines

/// What rows would do, found by the code that does it: written in pieces, each in a transaction of its own that is rolled
/// back, so that others write in between however long the file.
///
/// Rows that name one item depend on one another, and are tried together after the others, as many items at a time as make
/// a piece; ``ImportSurvey`` sees to it that they are not too many. What else a row may owe to an earlier piece is left
/// out: a tag that both would make, which counts for nothing here, and an id that only this import would give, which is a
/// fault. The database may change between two pieces, as it may between the trial and the write.
struct ImportTrial: Sendable {
    let items: ItemService
    let source: SurveyedRows
    /// Is told how many rows are through.
    let progress: @Sendable (Int) -> Void

    /// Ends between two pieces when its task is cancelled.
    func run() async throws -> ImportReport {
        var report = ImportReport()
        let repeated = source.survey.repeated
        try await source.forEachPiece { rows in
            report.add(try await attempt(rows.filter { row in row.id.map { !repeated.contains($0) } ?? true }))
            progress(report.rows)
        }
        for span in source.survey.spans {
            for rows in try await pieces(of: span) {
                report.add(try await attempt(rows))
                progress(report.rows)
            }
        }
        return report
    }

    private func attempt(_ rows: [ImportRow]) async throws -> ImportReport {
        try Task.checkCancellation()
        if rows.isEmpty { return ImportReport() }
        return try await untilNotOvertaken {
            try await patiently {
                do {
                    return try await items.engine.write { session in
                        throw Undone(report: try await ImportBatch(items: items, session: session, rows: rows).run())
                    }
                } catch let undone as Undone {
                    return undone.report
                }
            }
        }
    }

    /// The rows about items that are named more than once, all about one item in the same piece.
    private func pieces(of span: ClosedRange<Item.ID>) async throws -> [[ImportRow]] {
        var rowsOfItems: [Item.ID: [ImportRow]] = [:]
        try await source.forEach { rows in
            try Task.checkCancellation()
            for row in rows {
                guard let id = row.id, span.contains(id), source.survey.repeated.contains(id) else { continue }
                rowsOfItems[id, default: []].append(row)
            }
        }
        var pieces: [[ImportRow]] = []
        for (_, rows) in rowsOfItems.sorted(by: { $0.key < $1.key }) {
            if let last = pieces.last, last.count + rows.count <= ImportBatch.atOnce {
                pieces[pieces.count - 1] += rows
            } else {
                pieces.append(rows)
            }
        }
        return pieces
    }

    /// Rolls the transaction back, and brings its report out of it.
    private struct Undone: Error {
        let report: ImportReport
    }
}
