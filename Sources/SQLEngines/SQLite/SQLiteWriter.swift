import CSQLite

/// The one connection that writes, on its own thread.
///
/// It also is the only one that copies the write-ahead log into the database file (a checkpoint): two at it could meet
/// the WAL-reset bug that Debian 12's SQLite still has (sqlite.org/wal.html), and between groups nobody waits for it.
final class SQLiteWriter: Sendable {
    let queue: WriteQueue
    let commits = Commits()
    private let connection: SQLiteConnection
    private let options: SQLiteOptions
    private let ended = Gate()

    /// Set on the writer's thread, so that a write begun inside a write is told instead of waiting for itself.
    @TaskLocal private static var current: ObjectIdentifier?

    /// Opens the database for writing and starts the thread. `afterwards` runs on it when the connection is closed.
    init(path: String, options: SQLiteOptions, afterwards: @escaping @Sendable () -> Void) throws {
        self.options = options
        queue = WriteQueue(options: options)
        connection = try SQLiteConnection(
            path: path, flags: SQLITE_OPEN_READWRITE, statementsKept: options.statementsKept,
            settings: Self.settings)
        try Self.checkJournal(of: connection)
        try EngineThread.start { [self] in
            Self.$current.withValue(ObjectIdentifier(queue)) { work() }
            connection.close()
            afterwards()
            ended.open()
        }
    }

    /// Whether this code is itself part of one of the writer's writes.
    var isWriting: Bool { Self.current == ObjectIdentifier(queue) }

    /// Runs `body` in a transaction, and returns what it returned once that is durable.
    func write<Value: Sendable>(
        limit: Duration?, _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        if isWriting {
            throw EngineError.failed(code: Int(SQLITE_MISUSE), message: "a write was begun inside a write")
        }
        return try await withCheckedThrowingContinuation { caller in
            queue.submit(SubmittedWrite(limit: limit, body, answering: caller))
        }
    }

    /// Serves the writes that wait, closes the connection, and returns.
    func close() async {
        queue.close()
        await ended.wait()
    }

    /// Where the file system cannot share memory, SQLite keeps the old journal without an error.
    private static func checkJournal(of connection: SQLiteConnection) throws {
        var mode = ""
        try connection.run("PRAGMA journal_mode") { row in mode = try row.next() }
        if mode != "wal" {
            throw EngineError.failed(code: Int(SQLITE_CANTOPEN), message: "its file system allows no write-ahead log")
        }
    }

    private func work() {
        var log = WriteAheadLog(connection: connection, observer: options.observer)
        var savepoints = Savepoints()
        while queue.waitForWrite() {
            var group = WriteGroup(
                connection: connection, queue: queue, options: options, savepoints: savepoints, commits: commits)
            group.run()
            savepoints = group.savepoints
            log.checkpointIfDue(isIdle: queue.count == 0, isRoomShort: group.ranOutOfRoom)
        }
    }

    /// Milliseconds to wait for a lock. Only a tool from outside can hold the one that a write needs: inside there is
    /// one writer.
    static let patience: Int32 = 5000

    private static let settings: [SQL] = [
        SQL(stringLiteral: "PRAGMA busy_timeout = \(patience)"),
        "PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL",
        // The log is kept at the size it needs in ordinary times: writing over it is cheaper than growing it anew.
        "PRAGMA journal_size_limit = 33554432",
        "PRAGMA foreign_keys = ON", "PRAGMA trusted_schema = OFF", "PRAGMA temp_store = MEMORY",
        "PRAGMA cache_size = -16384",
    ]
}
