import CSQLite

/// The writer's view of the write-ahead log: how long it is, and when to copy it into the database file.
struct WriteAheadLog {
    /// Pages not yet copied from which on an idle writer copies them; 4 MiB.
    private static let idlePages = 1_000
    /// Pages not yet copied from which on a busy writer does; 16 MiB.
    private static let busyPages = 4_000
    /// A log of this many pages is no longer held back by short reads: the writer waits a moment for readers to leave it.
    private static let longestPages = 65_536
    /// That moment, in milliseconds. A copy of everything may hold the log back for minutes, which nobody waits for.
    private static let patience: Int32 = 100

    private final class Length {
        var pages = 0
    }

    private let connection: SQLiteConnection
    private let observer: (any EngineObserver)?
    private let length = Length()
    private var copied = 0
    /// How long the log was at the last copying: what a long read held back then is not tried after every group.
    private var tried = 0

    init(connection: SQLiteConnection, observer: (any EngineObserver)?) {
        self.connection = connection
        self.observer = observer
        // Takes the place of SQLite's own automatic checkpoint, which would run inside a commit.
        sqlite3_wal_hook(
            connection.handle,
            { length, _, _, pages in
                if let length { Unmanaged<Length>.fromOpaque(length).takeUnretainedValue().pages = Int(pages) }
                return SQLITE_OK
            }, Unmanaged.passUnretained(length).toOpaque())
    }

    /// Copies what is due. To be called between groups of writes, when all callers have been answered.
    ///
    /// On a full disk all of it is due: a log that has been copied is written over from its beginning, so that what
    /// would make room, such as a deletion, has a place to be written.
    mutating func checkpointIfDue(isIdle: Bool, isRoomShort: Bool) {
        if length.pages < tried { (copied, tried) = (0, 0) }
        let due = isIdle ? Self.idlePages : Self.busyPages
        guard isRoomShort ? length.pages > copied : length.pages - tried >= due else { return }
        let start = ContinuousClock.now
        let mode = length.pages < Self.longestPages ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_RESTART
        var logged: Int32 = 0
        var checkpointed: Int32 = 0
        sqlite3_busy_timeout(connection.handle, Self.patience)
        sqlite3_wal_checkpoint_v2(connection.handle, nil, mode, &logged, &checkpointed)
        sqlite3_busy_timeout(connection.handle, SQLiteWriter.patience)
        let pages = max(0, Int(checkpointed) - copied)
        (copied, tried) = (max(0, Int(checkpointed)), length.pages)
        observer?.checkpointed(pages: pages, took: ContinuousClock.now - start)
    }
}
