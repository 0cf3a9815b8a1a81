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
        if isThere { try lock.lock(path) }
    }

    /// Puts the finished file `draft` in the database's place. The old database, with the log that belongs to it, goes on
    /// under the name `kept`, or under the one that an earlier replacement gave it which was interrupted, if that begins with
    /// `front`. Both names are durable when this returns the old one's. Throws ``DatabaseUnusable``; then all is as it was,
    /// but for the words that say otherwise.
    ///
    /// While the old database's log lies elsewhere already and the new one is not there yet, the new one's name says so:
    /// nobody opens the database then, also not after a crash, before a replacement has come to its end.
    @discardableResult
    public func replace(
        with draft: String, keepingOldAs kept: String, orAsBefore front: String
    ) throws -> String {
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
        func folderStep() throws { try step(DatabaseFile.syncFolder(of: path), path) {} }
        let before = isThere ? DatabaseFile.otherName(of: path, beginningWith: front) : nil
        let kept = before ?? kept
        if isThere, before == nil { try step(link(path, kept) == 0, kept) { unlink(kept) } }
        try step(rename(draft, coming) == 0, coming) { if !isRepeated { unlink(coming) } }
        try folderStep()
        // A log and a journal belong to the old database, and would be played into the new one.
        for end in ["-wal", "-journal"] {
            let (log, keptLog) = (path + end, kept + end)
            if isThere {
                try step(rename(log, keptLog) == 0 || errno == ENOENT, keptLog) { rename(keptLog, log) }
            } else {
                unlink(log)
            }
        }
        unlink(path + "-shm")
        try folderStep()
        try step(rename(coming, path) == 0, path) {}
        guard DatabaseFile.syncFolder(of: path) else {
            throw DatabaseUnusable("The new database is at \(path), but its folder cannot be written to the disk.")
        }
        return kept
    }

    /// Gives the lock back.
    public func release() { lock.release() }
}
