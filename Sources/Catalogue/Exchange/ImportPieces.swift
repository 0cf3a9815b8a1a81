extension ImportSource {
    /// All rows, as many at a time as a batch takes.
    func forEachPiece(_ each: ([ImportRow]) async throws -> Void) async throws {
        var piece: [ImportRow] = []
        try await forEach { rows in
            for row in rows {
                piece.append(row)
                if piece.count == ImportBatch.atOnce {
                    try await each(piece)
                    piece = []
                }
            }
        }
        if !piece.isEmpty { try await each(piece) }
    }
}
