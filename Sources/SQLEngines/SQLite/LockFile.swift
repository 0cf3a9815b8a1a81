import CSQLite
import Glibc
import Synchronization

/// Says that this process has the database: a file beside it, locked by `flock(2)`, that holds the process's id; and then the
/// database itself, which by a hard link may have another name, and another file beside that.
///
/// The system itself lets go of the locks when the process ends, however it ends. The file stays where it is: removing
/// it would let two processes hold two files of one name.
final class LockFile: Sendable {
    private let descriptors: Mutex<[Int32]>

    /// Throws ``DatabaseInUse`` when another process, or another engine of this one, has the database.
    init(besides database: String) throws {
        let path = database + ".lock"
        let file = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw DatabaseUnusable.system(errno, path) }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            defer { close(file) }
            throw code == EWOULDBLOCK
                ? DatabaseInUse(path: database, processID: Self.processID(in: file))
                : DatabaseUnusable.system(code, path)
        }
        descriptors = Mutex([file])
        let line = "\(getpid())\n"
        ftruncate(file, 0)
        pwrite(file, line, line.utf8.count, 0)
    }

    deinit { release() }

    /// Locks the file at `path` itself. Throws ``DatabaseInUse`` when somebody has it by another name.
    ///
    /// SQLite has locks of its own there (fcntl(2)), which this process loses when it closes the file anywhere. So this is
    /// let go of when SQLite has closed it. (An engine of this same process that is refused here does close it: the one that
    /// has the file is left with this lock alone, which suffices between Souk's processes.)
    func lock(_ path: String) throws {
        let file = open(path, O_RDWR | O_CLOEXEC)
        guard file >= 0 else { throw DatabaseUnusable.system(errno, path) }
        descriptors.withLock { $0.append(file) }
        guard !Self.isRemote(file) else { return }
        if flock(file, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { throw DatabaseInUse(path: path, processID: nil) }
    }

    /// Whether `flock` is made of locks of bytes there, which would keep SQLite's own out (flock(2)): on NFS and SMB.
    private static func isRemote(_ file: Int32) -> Bool {
        var status = statfs()
        return fstatfs(file, &status) == 0 && [0x6969, 0xFF53_4D42, 0xFE53_4D42].contains(status.f_type)
    }

    /// Gives the database free. By word: a program that this process is starting has the files too, for a moment.
    func release() {
        descriptors.withLock { descriptors in
            for descriptor in descriptors {
                flock(descriptor, LOCK_UN)
                close(descriptor)
            }
            descriptors = []
        }
    }

    private static func processID(in file: Int32) -> Int? {
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = pread(file, &bytes, bytes.count, 0)
        guard count > 0 else { return nil }
        return Int(String(decoding: bytes[..<count], as: UTF8.self).filter(\.isNumber))
    }
}
