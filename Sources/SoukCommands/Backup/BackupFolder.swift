import Catalogue
import FoundationEssentials
import Glibc

/// The folder where backups lie, `souk-20261122T210824.416Z.sqlite` and the like: their names sort by time.
///
/// What is being made has a name that ends in `.partial` and becomes a backup by being renamed; what a crash or a full
/// disk left of one goes when the next is made.
struct BackupFolder: Sendable {
    let path: String

    private static let front = "souk-"
    private static let draftEnd = ".partial"
    private static let ends = [BackupManifest.Engine.sqlite: ".sqlite", .postgres: ".pgdump"]

    /// Also where it cannot be looked at.
    var isThere: Bool { access(path, F_OK) == 0 || ![ENOENT, ENOTDIR].contains(errno) }

    /// Makes the folder where it is missing, for its owner alone, and takes it for this process until the lock goes.
    func claim() throws(Failure) -> FolderLock {
        if !FileManager.default.fileExists(atPath: path) {
            do {
                try FileManager.default.createDirectory(
                    atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw Failure(.inputOutput, "The folder \(path) cannot be made. Check its parent's permissions.")
            }
            try DiskFile.forReading(path + "/..").sync()
        }
        let lock = try FolderLock(path)
        for name in try names() where name.hasSuffix(Self.draftEnd) {
            guard Self.isBackup(String(name.dropLast(Self.draftEnd.count))) else { continue }
            for end in ["", "-journal", "-wal", "-shm"] { unlink(path + "/" + name + end) }
        }
        return lock
    }

    /// Where a backup of this moment is made, and what it is to be called.
    func draft(_ engine: BackupManifest.Engine, at time: Timestamp) -> (draft: String, final: String) {
        let final = path + "/" + Self.front + TimeText.compact(time) + (Self.ends[engine] ?? "")
        return (final + Self.draftEnd, final)
    }

    /// Gives the finished draft its name, durably.
    func publish(_ draft: String, as final: String) throws(Failure) {
        guard rename(draft, final) == 0 else { throw DiskFile.failure(final, "be made") }
        try syncNames()
    }

    /// Every file that is called as a backup is, the oldest first.
    func backups() throws(Failure) -> [BackupFile] {
        try names().filter(Self.isBackup).sorted().map { BackupFile(path: path + "/" + $0) }
    }

    private static func isBackup(_ name: String) -> Bool {
        guard name.hasPrefix(front), let end = ends.values.first(where: name.hasSuffix) else { return false }
        return TimeText.isCompact(name.dropFirst(front.count).dropLast(end.count))
    }

    /// Whether one of the files that are called as a backup is, is this one. Nothing is opened: closing a database that
    /// this process has open would give up its locks.
    func holds(_ database: String) throws(Failure) -> Bool {
        guard let sought = Self.identity(database) else { return false }
        return try backups().contains { Self.identity($0.path) == sought }
    }

    private static func identity(_ path: String) -> [UInt64]? {
        var status = stat()
        return stat(path, &status) == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : nil
    }

    /// Deletes the oldest whole backups of `made`'s database until `count` are left, and returns their paths; never the one
    /// that was just made, whatever the clock says. What is not whole, or another database's, is left alone and not counted.
    func keep(_ count: Int, besides made: BackupFile) throws -> [String] {
        let database = try made.manifest().database
        let others = try backups().filter { $0.path != made.path && (try? $0.manifest())?.database == database }
        let old = others.dropLast(count - 1).map(\.path)
        for path in old {
            guard unlink(path) == 0 else { throw DiskFile.failure(path, "be deleted") }
        }
        if !old.isEmpty { try syncNames() }
        return old
    }

    /// None where there is no folder yet.
    private func names() throws(Failure) -> [String] {
        guard isThere else { return [] }
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw Failure(.inputOutput, "The folder \(path) cannot be read.")
        }
    }

    private func syncNames() throws(Failure) {
        try DiskFile.forReading(path).sync()
    }
}

/// That this process alone makes backups in a folder; ends with the process at the latest.
final class FolderLock: Sendable {
    private let descriptor: Int32

    fileprivate init(_ path: String) throws(Failure) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw DiskFile.failure(path, "be read") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw Failure(.unavailable, "Another backup is being made in \(path). Wait for its end.")
        }
    }

    deinit { close(descriptor) }
}
