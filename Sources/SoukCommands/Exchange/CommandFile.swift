import Glibc

/// A file of the command line: `-` is standard input or standard output.
final class CommandFile: Sendable {
    private static let pieceSize = 65_536

    private let path: String
    private let descriptor: Int32
    /// The name it gets when all of it is written; nil where it is written as it stands.
    private let finalPath: String?

    private init(_ path: String, _ descriptor: Int32, finalPath: String? = nil) {
        self.path = path
        self.descriptor = descriptor
        self.finalPath = finalPath
    }

    deinit { close(descriptor) }

    static func reading(_ path: String) throws(Failure) -> CommandFile {
        if path == "-" { return CommandFile("standard input", dup(STDIN_FILENO)) }
        return CommandFile(path, try opened(path, O_RDONLY, "be read"))
    }

    /// A file that was there stays as it was until ``finish()``, also one that a symbolic link leads to.
    static func writing(_ path: String?) throws(Failure) -> CommandFile {
        guard let path, path != "-" else { return CommandFile("standard output", dup(STDOUT_FILENO)) }
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else {
                return try beside(path, like: nil)
            }
            throw Failure(.inputOutput, "The link \(path) leads to no file.")
        }
        // What is open already, as /dev/stdout is, is written on as it stands.
        let isOpen =
            ["/dev/stdout", "/dev/stderr"].contains(path)
            || ["/dev/fd/", "/proc/self/fd/"].contains(where: path.hasPrefix)
        guard status.st_mode & S_IFMT == S_IFREG, !isOpen, let real = realpath(path, nil) else {
            return CommandFile(path, try opened(path, O_WRONLY | O_APPEND, "be written"))
        }
        defer { free(real) }
        return try beside(String(cString: real), like: status)
    }

    /// A draft of its own for whoever writes the file: of two at once one comes last, and whole. `old`: whose permissions it
    /// gets, where that is one's own.
    private static func beside(_ path: String, like old: stat?) throws(Failure) -> CommandFile {
        let draft = "\(path).\(UInt32.random(in: .min ... .max)).partial"
        let file = try opened(draft, O_WRONLY | O_CREAT | O_EXCL, "be written")
        if let old, old.st_uid == geteuid() { fchmod(file, old.st_mode & 0o777) }
        return CommandFile(draft, file, finalPath: path)
    }

    /// The next bytes; none at the end.
    func read() throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.pieceSize)
        while true {
            let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 { return Array(bytes.prefix(count)) }
            if errno != EINTR { throw DiskFile.failure(path, "be read") }
        }
    }

    func write(_ bytes: [UInt8]) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
            } else if errno == EPIPE {
                // Whoever reads has seen enough, as `head` has: nothing to complain of.
                throw Failure(.inputOutput, "")
            } else if errno != EINTR {
                throw DiskFile.failure(path, "be written")
            }
        }
    }

    /// All is written: gives it its name.
    func finish() throws(Failure) {
        guard let finalPath else { return }
        guard fsync(descriptor) == 0, rename(path, finalPath) == 0 else {
            throw DiskFile.failure(finalPath, "be written")
        }
    }

    /// Nothing came of it: what was written goes.
    func abandon() {
        if finalPath != nil { unlink(path) }
    }

    private static func opened(_ path: String, _ flags: Int32, _ deed: String) throws(Failure) -> Int32 {
        let descriptor = open(path, flags | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw DiskFile.failure(path, deed) }
        return descriptor
    }
}
