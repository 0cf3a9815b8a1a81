#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

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
    /// under the name `kept`. Both names are durable when this returns. Throws ``DatabaseUnusable``.
    ///
    /// The old name never stands for anything but the old database or the new one; for a moment the old one lacks its
    /// log there, but has it under the name `kept`.
    public func replace(with draft: String, keepingOldAs kept: String) throws {
        if isThere {
            guard link(path, kept) == 0 else { throw DatabaseUnusable.system(errno, kept) }
            guard rename(path + "-wal", kept + "-wal") == 0 || errno == ENOENT else {
                throw DatabaseUnusable.system(errno, kept + "-wal")
            }
        } else {
            unlink(path + "-wal")
        }
        unlink(path + "-shm")
        guard rename(draft, path) == 0 else { throw DatabaseUnusable.system(errno, path) }
        DatabaseFile.syncFolder(of: path)
    }

    /// Gives the lock back.
    public func release() { lock.release() }
}
