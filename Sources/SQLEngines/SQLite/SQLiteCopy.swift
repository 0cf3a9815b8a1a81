import CSQLite

/// A copy of a database into a file of its own, as one connection sees it (sqlite.org/backup.html).
///
/// The connection's open read transaction is the snapshot: what others write meanwhile is not in the copy, and they
/// need not wait for it. Without one SQLite would begin again whenever somebody writes.
struct SQLiteCopy {
    /// One MiB: so often it is looked whether anybody still wants the copy.
    private static let pagesAtOnce: Int32 = 256

    let source: SQLiteConnection
    let path: String

    /// Writes the file, which must be empty or missing, as one that needs no other beside it. Not yet synced to the disk.
    ///
    /// Throws `CancellationError` when its task is cancelled; then, as after any error, the file is of no use.
    func run(_ progress: (_ done: Int, _ total: Int) async -> Void) async throws {
        let target = try SQLiteConnection(
            path: path, flags: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, statementsKept: 1,
            settings: ["PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF"])
        defer { target.close() }
        try await copy(into: target, progress)
        // The copy says of itself that it has a write-ahead log, as its source does.
        try target.run("PRAGMA journal_mode = DELETE")
    }

    private func copy(
        into target: SQLiteConnection, _ progress: (_ done: Int, _ total: Int) async -> Void
    ) async throws {
        guard let copy = sqlite3_backup_init(target.handle, "main", source.handle, "main") else {
            throw target.failure(sqlite3_errcode(target.handle))
        }
        var code = SQLITE_OK
        while code == SQLITE_OK, !Task.isCancelled {
            code = sqlite3_backup_step(copy, Self.pagesAtOnce)
            let total = Int(sqlite3_backup_pagecount(copy))
            await progress(total - Int(sqlite3_backup_remaining(copy)), total)
        }
        let finished = sqlite3_backup_finish(copy)
        if code == SQLITE_OK { throw CancellationError() }
        guard code == SQLITE_DONE, finished == SQLITE_OK else { throw target.failure(code) }
    }
}
