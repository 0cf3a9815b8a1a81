import SQLEngines

/// What passes from the source to the target, in this order: one `total`, then each table's `rows` and its `end`.
enum TransferPiece: Sendable {
    /// Rows of all tables together.
    case total(Int)
    case rows([TransferRow])
    /// The table is through; how many rows the source counts in it, and the last id that its engine gave.
    case end(count: Int, lastID: Int64)
}

/// Between the reader of the source and the writer of the target: a few pieces, so that both can work at once and
/// neither holds the shop in memory.
actor TransferPipe {
    private static let capacity = 4

    private var pieces: [TransferPiece] = []
    private var end: Result<Void, any Error>?
    private var waiters: [CheckedContinuation<Void, Never>] = []

    /// Waits for room. Throws what the pipe was ended with.
    func send(_ piece: TransferPiece) async throws {
        while end == nil, pieces.count >= Self.capacity { await change() }
        if let end { return try end.get() }
        pieces.append(piece)
        wake()
    }

    /// The next piece; nil after the last. Throws what the pipe was ended with.
    func next() async throws -> TransferPiece? {
        while end == nil, pieces.isEmpty { await change() }
        if case .failure(let error)? = end { throw error }
        guard !pieces.isEmpty else { return nil }
        defer { wake() }
        return pieces.removeFirst()
    }

    /// Nothing more comes: all was sent, or `error` came between. The first end counts.
    func finish(_ error: (any Error)? = nil) {
        guard end == nil else { return }
        end = error.map { .failure($0) } ?? .success(())
        wake()
    }

    private func change() async {
        await withCheckedContinuation { waiters.append($0) }
    }

    private func wake() {
        for waiter in waiters { waiter.resume() }
        waiters = []
    }
}
