import Glibc

/// Puts another file in the place of a database, while nobody has that one open.
public final class SQLiteReplacement: Sendable {
    /// The database's path: absolute, without symbolic links. The new file must lie in the same folder.
    public let path: String
    /// Whether there is a database to be replaced.
    public let isThere: Bool
    private let lock: LockFile

    /// Takes the database's lock, and makes its folder where it is missing. Throws ``DatabaseInUse`` when a process has
    /// the database, and ``DatabaseUnusable`` when the path cannot be one's.
    public init(path name: String) throws {
        path = try DatabaseFile.claimablePath(name)
        lock = try LockFile(besides: path)
        isThere = access(path, F_OK) == 0
    }

    /// Puts the finished file `draft` in the database's place. The old database, with the log that belongs to it, goes on
    /// under the name `kept`. Both names are durable when this returns. Throws ``DatabaseUnusable``; then all is as it was.
    ///
    /// While the old database's log lies elsewhere already and the new one is not there yet, the new one's name says so:
    /// nobody opens the database then, also not after a crash, before a replacement has come to its end.
    public func replace(with draft: String, keepingOldAs kept: String) throws {
        let coming = DatabaseFile.comingPath(path)
        // An earlier one that was interrupted: its mark stays until one comes to its end.
        let isRepeated = access(coming, F_OK) == 0
        var done: [() -> Void] = []
        func step(_ isDone: Bool, _ name: String, undo: @escaping () -> Void) throws {
            guard isDone else {
                let code = errno
                for undo in done.reversed() { undo() }
                throw DatabaseUnusable.system(code, name)
            }
            done.append(undo)
        }
        if isThere { try step(link(path, kept) == 0, kept) { unlink(kept) } }
        try step(rename(draft, coming) == 0, coming) { if !isRepeated { unlink(coming) } }
        DatabaseFile.syncFolder(of: path)
        if isThere {
            let (log, keptLog) = (path + "-wal", kept + "-wal")
            try step(rename(log, keptLog) == 0 || errno == ENOENT, keptLog) { rename(keptLog, log) }
        } else {
            unlink(path + "-wal")
        }
        unlink(path + "-shm")
        DatabaseFile.syncFolder(of: path)
        try step(rename(coming, path) == 0, path) {}
        DatabaseFile.syncFolder(of: path)
    }

    /// Gives the lock back.
    public func release() { lock.release() }
}
