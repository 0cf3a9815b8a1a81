import SQLEngines

/// The source's side of a move: reads every table in one snapshot.
struct TransferSource: Sendable {
    let engine: any Engine
    let pipe: TransferPipe

    /// Sends everything, and says so; or says what went wrong.
    func run() async {
        do {
            let (dialect, pipe) = (engine.dialect, pipe)
            try await engine.read(.bulk) { session in
                try await pipe.send(.total(try await Self.total(in: session)))
                for table in TransferTable.all { try await Self.send(table, of: session, dialect, into: pipe) }
            }
            await pipe.finish()
        } catch {
            await pipe.finish(error)
        }
    }

    private static func total(in session: any Session) async throws -> Int {
        var total = 0
        for table in TransferTable.all { total += try await table.count(in: session) }
        return total
    }

    private static func send(
        _ table: TransferTable, of session: any Session, _ dialect: Dialect, into pipe: TransferPipe
    ) async throws {
        try await table.stream(in: session) { rows in try await pipe.send(.rows(rows)) }
        let last = table.hasIdentity ? try await IdentitySequence(table: table, dialect: dialect).last(in: session) : 0
        try await pipe.send(.end(count: try await table.count(in: session), lastID: last))
    }
}
