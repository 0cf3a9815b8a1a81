import NIOCore

extension PostgresEngine {
    /// The answer to one statement that only reads, after `statementLimit` at the latest. One that is more work than a
    /// shared connection may do, or stands behind such, begins again on a connection of its own.
    func single(_ sql: SQL) async throws -> PostgresResult {
        let latest = ContinuousClock.now + options.statementLimit
        let loop = group.any()
        guard let reads = shared[ObjectIdentifier(loop)] else { throw EngineError.closed }
        let result = await withCheckedContinuation { caller in
            if loop.inEventLoop {
                reads.read(sql) { caller.resume(returning: $0) }
            } else {
                loop.execute { reads.read(sql) { caller.resume(returning: $0) } }
            }
        }
        if case .failure(EngineError.timedOut) = result {
            options.observer?.readMoved()
            return try await repeating {
                try await pool.withConnection(for: .longRead, until: latest) {
                    try await alone(sql, on: $0.connection, until: latest)
                }
            }
        }
        return try result.get()
    }

    private func alone(
        _ sql: SQL, on connection: PostgresConnection, until latest: ContinuousClock.Instant
    ) async throws -> PostgresResult {
        // The server ends it a moment before; one that does not is gone.
        let patience = latest - ContinuousClock.now
        let limit = patience - .milliseconds(250)
        guard limit > .milliseconds(1) else { throw EngineError.timedOut }
        let transaction = PostgresTransaction(connection)
        transaction.begin("BEGIN READ ONLY", patience.timeAmount, locks: min(limit, options.lockWait))
        transaction.limit("statement_timeout", limit)
        let result = try await transaction.perform { _ in try await transaction.ask(sql) }
        transaction.end("COMMIT")
        return result
    }
}
