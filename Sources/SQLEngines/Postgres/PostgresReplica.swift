import NIOCore

/// A standby that answers `long` reads, never with less than what was acknowledged before the read began.
///
/// Each read first asks the primary how far its log is on disk, where every acknowledged write is, and is answered
/// by the standby only once that has been replayed there. A standby that lags or cannot be reached leaves it to the
/// primary.
struct PostgresReplica: Sendable {
    private let pool: PostgresPool
    private let connector: PostgresConnector

    /// How long a read waits for the standby to catch up, and for a connection to it.
    private static let catchingUp = Duration.milliseconds(100)
    /// How long the standby may take to say how far it is.
    private static let saying = TimeAmount.milliseconds(500)
    /// How long one statement may run on the standby, in milliseconds. A read that gets no answer there has to begin again
    /// on the primary, and still to end in time.
    private static let statementLimit: Int64 = 3000

    init(url: String, beside primary: PostgresConnector, on group: any EventLoopGroup) {
        // One thread of its own: a standby that is silent keeps nobody from the primary.
        connector = PostgresConnector(
            url: url, options: primary.options, watch: primary.watch, width: 1, takesStandby: true)
        let settings = """
            SET default_transaction_read_only = on; SET statement_timeout = \(Self.statementLimit);
            """
        pool = PostgresPool(connector, on: group, settings: settings, wait: Self.catchingUp)
    }

    /// nil when the primary has to answer.
    func read<Value: Sendable>(
        after primary: PostgresEngine, _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value? {
        guard let position = try await Self.position(of: primary) else { return nil }
        do {
            // All that is asked there is a search: as a short read it may have most of the connections.
            return try await pool.withConnection(for: .read) { lease in
                let connection = lease.connection
                let asking = PostgresTransaction(connection)
                asking.setPatience(Self.saying)
                try await wait(for: position, on: asking)
                return try await connection.snapshot(patience: .milliseconds(Self.statementLimit + 250), body)
            }
        } catch is Behind {
            return nil
        } catch is PostgresFault {
            return nil
        } catch EngineError.unavailable, EngineError.overloaded {
            return nil
        }
    }

    func close() async {
        await pool.close()
        await connector.close()
    }

    /// How far the primary's log is on disk, in bytes.
    private static func position(of primary: PostgresEngine) async throws -> Int64? {
        let sql: SQL = "SELECT CAST(pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0') AS BIGINT)"
        var position: Int64?
        _ = try await primary.single(sql).read { row in position = try row.next() }
        return position
    }

    /// Outside a transaction, whose snapshot would be as old as its first look.
    private func wait(for position: Int64, on session: PostgresTransaction) async throws {
        let latest = ContinuousClock.now + Self.catchingUp
        while true {
            var replayed: Int64?
            _ = try await session.run(Self.replayed) { row in replayed = try row.next() }
            guard let replayed, replayed >= position || ContinuousClock.now < latest else { throw Behind() }
            if replayed >= position { return }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Null for a server that follows nobody: it has been promoted, or lost whom it followed.
    private static let replayed: SQL = """
        SELECT CASE WHEN pg_is_in_recovery() AND EXISTS (SELECT 1 FROM pg_stat_wal_receiver)
            THEN CAST(pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') AS BIGINT) END
        """

    private struct Behind: Error {}
}
