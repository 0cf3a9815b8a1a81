import FoundationEssentials
import Glibc

/// The file a database lives in: named sensibly, there, ours alone, and one that SQLite can open and write.
struct DatabaseFile {
    /// Absolute, without symbolic links, so that one file has one lock by whatever name it is reached.
    let path: String
    let lock: LockFile

    /// Makes the file, and the folders above it, where they are missing.
    ///
    /// Throws ``DatabaseUnusable`` or ``DatabaseInUse``.
    init(_ name: String) throws {
        path = try Self.claimablePath(name)
        lock = try LockFile(besides: path)
        guard access(Self.comingPath(path), F_OK) != 0 else {
            lock.release()
            throw DatabaseUnusable("A restore of \(path) was interrupted. Run `souk backup restore` once more.")
        }
        try Self.checkContent(path)
        try lock.lock(path)
    }

    /// The name of a file that is about to take the place of the database at `path`.
    static func comingPath(_ path: String) -> String { path + ".restoring" }

    /// The absolute path that a database of this name has or would have. Makes the folders above it.
    static func claimablePath(_ name: String) throws -> String {
        try checkName(name)
        let path = try resolve(name)
        try checkKind(path)
        return path
    }

    private static func checkName(_ name: String) throws {
        if name.isEmpty { throw DatabaseUnusable("The database needs a path, as in data/souk.sqlite.") }
        if name == ":memory:" || name.hasPrefix("file:") {
            throw DatabaseUnusable("\(name) is not a path. The database lives in a file, as in data/souk.sqlite.")
        }
        if name.utf8.contains(0) { throw DatabaseUnusable("The database's path holds a zero byte.") }
    }

    private static func resolve(_ name: String) throws -> String {
        if let real = realPath(name) { return real }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        let above = parts.dropLast().joined(separator: "/")
        let folder = above.isEmpty ? (name.hasPrefix("/") ? "/" : ".") : above
        try makeFolder(folder)
        guard let last = parts.last, !last.isEmpty else { throw DatabaseUnusable("\(name) is a folder, not a file.") }
        guard let real = realPath(folder) else { throw DatabaseUnusable.system(errno, folder) }
        return (real == "/" ? "" : real) + "/" + last
    }

    private static func makeFolder(_ folder: String) throws {
        var isFolder = false
        if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) {
            if isFolder { return }
            throw DatabaseUnusable("\(folder) is a file, so the database cannot lie in it.")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw DatabaseUnusable.system(errno, folder)
        }
    }

    /// Looks without opening it: closing a file gives up every lock that this process has on it.
    private static func checkKind(_ path: String) throws {
        var information = stat()
        guard stat(path, &information) == 0 else {
            if errno == ENOENT { return }
            throw DatabaseUnusable.system(errno, path)
        }
        if information.st_mode & S_IFMT == S_IFDIR { throw DatabaseUnusable("\(path) is a folder, not a file.") }
        if information.st_mode & S_IFMT != S_IFREG { throw DatabaseUnusable("\(path) is not an ordinary file.") }
    }

    /// Opens the file for writing as SQLite will, and looks whether it is one of SQLite's, or new.
    private static func checkContent(_ path: String) throws {
        let isNew = access(path, F_OK) != 0
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw DatabaseUnusable.system(errno, path) }
        defer { close(file) }
        if isNew {
            guard syncFolder(of: path) else { throw DatabaseUnusable.system(errno, path) }
            return
        }
        var header = [UInt8](repeating: 0, count: 16)
        let count = pread(file, &header, header.count, 0)
        guard count == 0 || header == Array("SQLite format 3\0".utf8) else {
            throw DatabaseUnusable("\(path) is not a database.")
        }
    }

    /// A new file's name is durable only once its folder is. False, with `errno`, when that failed; where a folder cannot be
    /// asked for it, nothing did.
    static func syncFolder(of path: String) -> Bool {
        let folder = open(folder(of: path), O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return errno == EACCES }
        let isDone = fsync(folder) == 0 || [EINVAL, ENOTSUP].contains(errno)
        let code = errno
        close(folder)
        errno = code
        return isDone
    }

    /// Another name in the same folder for the file at `path`, which begins with `front`, itself a path; nil when there is none.
    static func otherName(of path: String, beginningWith front: String) -> String? {
        func identity(_ path: String) -> [UInt64]? {
            var status = stat()
            return stat(path, &status) == 0 ? [UInt64(status.st_dev), UInt64(status.st_ino)] : nil
        }
        guard let sought = identity(path) else { return nil }
        let folder = folder(of: path)
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.map { (folder == "/" ? "" : folder) + "/" + $0 }
            .first { $0 != path && $0.hasPrefix(front) && identity($0) == sought }
    }

    private static func folder(of path: String) -> String {
        "/" + path.split(separator: "/").dropLast().joined(separator: "/")
    }

    private static func realPath(_ name: String) -> String? {
        guard let real = realpath(name, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
