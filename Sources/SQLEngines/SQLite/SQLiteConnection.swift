import CSQLite

/// One connection to a database file: prepares, binds, steps, and names what went wrong.
///
/// Unchecked: SQLite is told to leave out its own mutex, and whoever holds the connection (the writer's thread, one
/// event loop's turn, or the one read that took it from the pool) uses it alone until handing it on under a lock.
final class SQLiteConnection: @unchecked Sendable {
    let handle: OpaquePointer
    let deadline = SQLiteDeadline()
    private var statements: StatementCache<SQLiteStatement>
    /// Set by every statement that may have changed something; cleared by who wants to know.
    var mayHaveChanged = false
    private var isClosed = false

    /// SQLite's settings for the whole process, made before its first connection. Nobody asks it for its memory. Where some
    /// other library has used SQLite before, they stay as they are.
    private static let settledProcess: Void = { _ = sqlite3_config_without_memory_status() }()

    /// Opens the file with SQLite's `flags` (`SQLITE_OPEN_…`) and runs `settings` on it, one statement each.
    init(path: String, flags: Int32, statementsKept: Int, settings: [SQL]) throws {
        Self.settledProcess
        var opened: OpaquePointer?
        let code = sqlite3_open_v2(path, &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
        guard let opened else { throw EngineError.failed(code: Int(code), message: "out of memory") }
        handle = opened
        statements = StatementCache(limit: statementsKept)
        guard code == SQLITE_OK else { throw failure(code) }
        sqlite3_progress_handler(
            handle, SQLiteDeadline.stepsBetweenLooks,
            { deadline in
                guard let deadline else { return 0 }
                return Unmanaged<SQLiteDeadline>.fromOpaque(deadline).takeUnretainedValue().isOver() ? 1 : 0
            }, Unmanaged.passUnretained(deadline).toOpaque())
        for setting in settings { try run(setting) }
    }

    deinit { close() }

    /// Gives the file back. Later calls throw ``EngineError/closed``.
    func close() {
        if isClosed { return }
        isClosed = true
        statements.removeAll()
        sqlite3_close_v2(handle)
    }

    /// Runs one statement, hands every row to `each`, and returns how many rows it answered or else changed.
    @discardableResult
    func run(_ sql: SQL, each: (inout Row) throws -> Void = { _ in }) throws -> Int {
        if isClosed { throw EngineError.closed }
        let statement = try statements.statement(for: sql, prepare: prepare)
        defer { statement.reset() }
        let bound = statement.bind(sql)
        guard bound == SQLITE_OK else { throw failure(bound, of: statement) }
        let changesBefore = sqlite3_total_changes64(handle)
        var rows = 0
        var row = Row(statement.row)
        while try advance(statement) {
            rows += 1
            row.begin()
            try each(&row)
        }
        if statement.answersRows { return rows }
        // SQLite's own count stands still when a statement changes nothing.
        return sqlite3_total_changes64(handle) == changesBefore ? 0 : Int(sqlite3_changes64(handle))
    }

    /// The id of the row that was inserted last.
    var lastInsertedID: Int64 { sqlite3_last_insert_rowid(handle) }

    /// Whether no transaction is open: none was begun, or SQLite has rolled it back.
    var isOutsideTransaction: Bool { sqlite3_get_autocommit(handle) != 0 }

    /// Throws ``EngineError/unavailable`` when the file was moved, removed or replaced: nobody would find again what is written to it.
    func checkPlace() throws {
        var hasMoved: Int32 = 0
        sqlite3_file_control(handle, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved)
        if hasMoved != 0 { throw EngineError.unavailable }
    }

    /// Whether a deferred foreign key is broken at this moment and would make the commit fail.
    var hasBrokenForeignKeys: Bool {
        var current: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0)
        return current > 0
    }

    /// Gives up the open transaction, if there still is one.
    func rollBack() {
        if !isOutsideTransaction { _ = try? run("ROLLBACK") }
    }

    /// Whether the statement stands on another row.
    private func advance(_ statement: SQLiteStatement) throws -> Bool {
        let code = statement.step()
        let error = code == SQLITE_ROW || code == SQLITE_DONE ? nil : failure(code, of: statement)
        // A statement that a constraint refuses leaves nothing behind (`ABORT`, sqlite.org/lang_conflict.html).
        if !statement.isReadOnly, !(error is ConstraintViolation) { mayHaveChanged = true }
        if let error { throw error }
        return code == SQLITE_ROW
    }

    private func prepare(_ text: String) throws -> SQLiteStatement {
        var text = text
        return try text.withUTF8 { bytes in
            try bytes.withMemoryRebound(to: CChar.self) { characters in
                var prepared: OpaquePointer?
                var rest: UnsafePointer<CChar>?
                let code = sqlite3_prepare_v3(
                    handle, characters.baseAddress, Int32(characters.count), UInt32(SQLITE_PREPARE_PERSISTENT),
                    &prepared, &rest)
                guard code == SQLITE_OK else { throw failure(code) }
                guard let prepared else { throw Self.misuse("there is no statement in this text") }
                let statement = SQLiteStatement(prepared, text: String(decoding: bytes, as: UTF8.self))
                guard let end = rest, Self.isBlank(end, until: characters) else {
                    throw Self.misuse("more than one statement in a text")
                }
                return statement
            }
        }
    }

    private static func isBlank(_ start: UnsafePointer<CChar>, until text: UnsafeBufferPointer<CChar>) -> Bool {
        guard let base = text.baseAddress else { return true }
        return text[(start - base)...].allSatisfy { character in
            UInt8(bitPattern: character).isBlank || character == UInt8(ascii: ";")
        }
    }

    private static func misuse(_ message: String) -> EngineError {
        .failed(code: Int(SQLITE_MISUSE), message: message)
    }
}

extension UInt8 {
    fileprivate var isBlank: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
