import CSQLite

/// A connection that only reads: one snapshot of the database for each read.
/// One read at a time takes it from the pool.
final class SQLiteReader: Session, Sendable {
    private static let begin: SQL = "BEGIN"
    private static let end: SQL = "COMMIT"

    private let connection: SQLiteConnection

    init(path: String, flags: Int32 = SQLITE_OPEN_READONLY, options: SQLiteOptions) throws {
        connection = try SQLiteConnection(
            path: path, flags: flags, statementsKept: options.statementsKept,
            settings: [
                "PRAGMA query_only = ON", "PRAGMA trusted_schema = OFF", "PRAGMA temp_store = MEMORY",
                // Not mapped into memory: SQLite gives the map back after each commit, and a disk's error would end the process.
                "PRAGMA cache_size = -8192", "PRAGMA mmap_size = 0",
            ])
    }

    func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int {
        try connection.run(sql, each: each)
    }

    /// Runs `body` on the snapshot that was begun. Returns nil, whatever `body` made of it, when it was more work than
    /// `limit`.
    func attempt<Value: Sendable>(
        within limit: Duration, _ body: @Sendable (any Session) async throws -> Value
    ) async throws -> Value? {
        connection.deadline.start(work: limit)
        defer { connection.deadline.stop() }
        do {
            let value = try await body(self)
            return connection.deadline.hit == nil ? value : nil
        } catch  where connection.deadline.hit != nil {
            return nil
        }
    }

    /// Runs `body` on one snapshot. Throws ``EngineError/timedOut`` when it runs longer than `limit` (nil for no limit), and
    /// `CancellationError` when its task is cancelled.
    func finish<Value: Sendable>(
        within limit: Duration?, _ body: @Sendable (SQLiteReader) async throws -> Value
    ) async throws -> Value {
        try beginSnapshot()
        defer { endSnapshot() }
        connection.deadline.start(limit: limit, watchingTask: true)
        return try await body(self)
    }

    /// Runs one statement. Returns nil when it was more work than `limit` before its first row; once it has answered a row
    /// it runs on where it is, up to `longLimit`, because what `each` has seen cannot be taken back.
    func attempt(
        _ sql: SQL, within limit: Duration, thenWithin longLimit: Duration, each: (inout Row) throws -> Void
    ) throws -> Int? {
        connection.deadline.start(work: limit)
        defer { connection.deadline.stop() }
        var hasAnswered = false
        do {
            return try connection.run(sql) { row in
                if !hasAnswered {
                    hasAnswered = true
                    connection.deadline.extend(by: longLimit)
                }
                try each(&row)
            }
        } catch  where !hasAnswered && connection.deadline.hit != nil {
            return nil
        }
    }

    /// All rows of one statement, copied.
    func buffered(_ sql: SQL) throws -> [[SQLValue]] {
        var rows: [[SQLValue]] = []
        try connection.run(sql) { row in rows.append(try row.values()) }
        return rows
    }

    /// Copies the snapshot of the read under way into a file of its own; see ``SQLiteCopy``.
    func copy(to path: String, _ progress: (_ done: Int, _ total: Int) async -> Void) async throws {
        // A transaction has no snapshot before its first look at the database.
        try connection.run("SELECT count(*) FROM sqlite_schema")
        try await SQLiteCopy(source: connection, path: path).run(progress)
    }

    /// Throws ``EngineError`` when the file does not answer, or is not where it was opened.
    func check() throws {
        try connection.checkPlace()
        try connection.run("SELECT count(*) FROM sqlite_schema")
    }

    func close() { connection.close() }

    /// From now on reads see the database as the first of them finds it.
    func beginSnapshot() throws {
        try connection.run(Self.begin)
    }

    /// Without a deadline: a transaction that was left open would be the next read's.
    func endSnapshot() {
        connection.deadline.stop()
        do { try connection.run(Self.end) } catch { connection.rollBack() }
    }
}
