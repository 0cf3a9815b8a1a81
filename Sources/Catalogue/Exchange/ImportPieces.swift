extension ImportSource {
    /// All rows, as many at a time as a batch takes and no item twice among them: the second of two rows about one item
    /// must find it as the first has left it.
    func forEachPiece(_ each: ([ImportRow]) async throws -> Void) async throws {
        var (piece, ids) = ([ImportRow](), Set<Item.ID>())
        try await forEach { rows in
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
}

/// Rows that are in memory.
struct ImportRows: ImportSource {
    let rows: [ImportRow]

    func forEach(_ each: ([ImportRow]) async throws -> Void) async throws {
        if !rows.isEmpty { try await each(rows) }
    }
}
