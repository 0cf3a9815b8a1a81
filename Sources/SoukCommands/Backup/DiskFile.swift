import Glibc

/// A file on the disk, by its descriptor, for what must be certain of what is written where. Closed with its last user.
final class DiskFile: Sendable {
    let path: String
    private let descriptor: Int32

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// A file that was not there before, for its owner alone (0600).
    static func new(_ path: String) throws(Failure) -> DiskFile {
        try opened(path, O_RDWR | O_CREAT | O_EXCL, "be made")
    }

    static func forReading(_ path: String) throws(Failure) -> DiskFile {
        try opened(path, O_RDONLY, "be read")
    }

    /// A file to write at the end of.
    static func forAppending(_ path: String) throws(Failure) -> DiskFile {
        try opened(path, O_RDWR | O_APPEND, "be written")
    }

    private static func opened(_ path: String, _ flags: Int32, _ deed: String) throws(Failure) -> DiskFile {
        let descriptor = open(path, flags | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path, deed) }
        return DiskFile(path: path, descriptor: descriptor)
    }

    func size() throws(Failure) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure(path, "be read") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw Failure(.inputOutput, "\(path) is not a file.") }
        return Int(status.st_size)
    }

    /// The bytes from `offset` on, `count` of them or as many as there are.
    func read(_ count: Int, at offset: Int) throws(Failure) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: max(0, count))
        var filled = 0
        while filled < bytes.count {
            let got = bytes[filled...].withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress, $0.count, off_t(offset + filled))
            }
            if got < 0 && errno == EINTR { continue }
            guard got >= 0 else { throw Self.failure(path, "be read") }
            if got == 0 { break }
            filled += got
        }
        return Array(bytes.prefix(filled))
    }

    func append(_ bytes: [UInt8]) throws(Failure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(path, "be written") }
            rest = rest.dropFirst(count)
        }
    }

    /// Returns when all that was written is on the disk.
    func sync() throws(Failure) {
        guard fsync(descriptor) == 0 else { throw Self.failure(path, "be written") }
    }

    /// Deletes a file that is of no use, if it is there.
    static func remove(_ path: String) {
        unlink(path)
    }

    static func failure(_ path: String, _ deed: String) -> Failure {
        if [ENOSPC, EDQUOT].contains(errno) { return Failure(.inputOutput, "There is no room left for \(path).") }
        return Failure(.inputOutput, "\(path) cannot \(deed): \(String(cString: strerror(errno))).")
    }
}
