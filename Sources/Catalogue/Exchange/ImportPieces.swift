extension ImportSource {
    /// All rows, as many at a time as a batch takes, and of one item no more than ``ImportBatch/mostRounds``.
    func forEachPiece(_ each: ([ImportRow]) async throws -> Void) async throws {
        var (piece, counts) = ([ImportRow](), [Item.ID: Int]())
        try await forEach { rows in
            for row in rows {
                if piece.count == ImportBatch.atOnce || row.id.flatMap({ counts[$0] }) == ImportBatch.mostRounds {
                    try await each(piece)
                    (piece, counts) = ([], [:])
                }
                piece.append(row)
                if let id = row.id { counts[id, default: 0] += 1 }
            }
        }
        if !piece.isEmpty { try await each(piece) }
    }
}
