/// A prepared statement that a ``StatementCache`` keeps.
protocol KeptStatement: AnyObject {
    /// When the cache last gave this statement out, as a count of its uses.
    var lastUse: UInt64 { get set }
}

/// The prepared statements of one connection, found by their text; those used least recently give way.
struct StatementCache<Statement: KeptStatement> {
    private var statements: [StatementShape: Statement] = [:]
    private var uses: UInt64 = 0
    private let limit: Int

    init(limit: Int) {
        self.limit = max(1, limit)
    }

    var count: Int { statements.count }

    /// The statement of this text, made by `prepare` when it is not kept; `forget` is told of one that gives way.
    mutating func statement(
        for sql: SQL, prepare: (_ text: String) throws -> Statement, forget: (Statement) -> Void = { _ in }
    ) rethrows -> Statement {
        uses += 1
        if let kept = statements[StatementShape(pieces: sql.pieces)] {
            kept.lastUse = uses
            return kept
        }
        let prepared = try prepare(sql.text)
        prepared.lastUse = uses
        if statements.count >= limit, let oldest = removeOldest() { forget(oldest) }
        statements[StatementShape(remembering: sql)] = prepared
        return prepared
    }

    mutating func removeAll() {
        statements.removeAll()
    }

    /// Forgets a statement that could not be prepared after all.
    mutating func remove(_ statement: Statement) {
        statements = statements.filter { $0.value !== statement }
    }

    private mutating func removeOldest() -> Statement? {
        guard let oldest = statements.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return nil }
        return statements.removeValue(forKey: oldest.key)
    }
}

/// A statement's text without its values, compared piece by piece so that finding a prepared statement need not
/// build the text first. Two pieces written by the same literal are equal by their address alone.
struct StatementShape: Hashable {
    private let pieces: [SQL.Piece]

    init(pieces: [SQL.Piece]) {
        self.pieces = pieces
    }

    /// A shape to keep: without the values, which may be secrets.
    init(remembering sql: SQL) {
        pieces = sql.pieces.map { piece in
            if case .value = piece { .value(.null) } else { piece }
        }
    }

    /// Only the lengths are hashed: texts of a program's statements rarely agree in all of them, and `==` decides.
    func hash(into hasher: inout Hasher) {
        var lengths: UInt64 = 0
        for piece in pieces {
            lengths = (lengths &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(truncatingIfNeeded: piece.length)
        }
        hasher.combine(lengths)
    }

    static func == (left: Self, right: Self) -> Bool {
        guard left.pieces.count == right.pieces.count else { return false }
        for (mine, other) in zip(left.pieces, right.pieces) {
            switch (mine, other) {
            case (.value, .value): continue
            case (.text(let text), .text(let otherText)) where text == otherText: continue
            default: return false
            }
        }
        return true
    }
}
