import Glibc

/// A small file that only its owner may read, written so that a power cut leaves the old content or the new one.
struct PrivateFile {
    let path: String

    private static let largest = 65_536

    /// The content; nil when there is no such file. Throws ``KeysRefused`` when it cannot be read, when anybody but its owner
    /// could, or when anybody could have put it there.
    func content() throws(KeysRefused) -> [UInt8]? {
        // A pipe, which is no key file, would otherwise be waited for.
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw failure("be read")
        }
        defer { close(file) }
        try checkOwnership(of: file)
        return try all(of: file)
    }

    /// Makes the file with this content unless there is one. Returns whether it was made.
    func create(_ content: [UInt8]) throws(KeysRefused) -> Bool {
        let draft = try draft(content)
        defer { unlink(draft) }
        guard link(draft, path) == 0 else {
            if errno == EEXIST { return false }
            throw failure("be made")
        }
        try syncFolder()
        return true
    }

    /// Puts this content in the file's place.
    func replace(with content: [UInt8]) throws(KeysRefused) {
        let draft = try draft(content)
        guard rename(draft, path) == 0 else {
            throw failure("be replaced", without: draft)
        }
        try syncFolder()
    }

    private func all(of file: Int32) throws(KeysRefused) -> [UInt8] {
        var content: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while content.count <= Self.largest {
            let count = read(file, &chunk, chunk.count)
            if count == 0 { return content }
            if count > 0 { content += chunk[..<count] } else if errno != EINTR { throw failure("be read") }
        }
        throw KeysRefused("The key file \(path) is larger than \(Self.largest / 1024) KiB and so is not one of Souk's.")
    }

    /// Writes the content to a new file beside this one, down to the disk, and returns its path.
    private func draft(_ content: [UInt8]) throws(KeysRefused) -> String {
        let draft = "\(path).\(UInt64.random(in: .min ... .max)).new"
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure("be made") }
        defer { close(file) }
        var written = 0
        while written < content.count {
            let count = content[written...].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard count > 0 else {
                if errno == EINTR { continue }
                throw failure("be written", without: draft)
            }
            written += count
        }
        guard fsync(file) == 0 else { throw failure("be written to the disk", without: draft) }
        return draft
    }

    private var folder: String {
        path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    }

    /// Whether everybody may write into the folder, and `owner` is not who owns that.
    private func anybodyMayPlant(_ owner: uid_t) -> Bool {
        var status = stat()
        guard stat(folder, &status) == 0 else { return true }
        return status.st_mode & 0o002 != 0 && status.st_uid != owner
    }

    /// A name is on the disk when its folder is.
    private func syncFolder() throws(KeysRefused) {
        let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure("be written to the disk") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw failure("be written to the disk") }
    }

    private func checkOwnership(of file: Int32) throws(KeysRefused) {
        var status = stat()
        guard fstat(file, &status) == 0 else { throw failure("be read") }
        guard status.st_mode & S_IFMT == S_IFREG else { throw KeysRefused("The key file \(path) is not a file.") }
        guard status.st_uid == geteuid() || !anybodyMayPlant(status.st_uid) else {
            throw KeysRefused(
                "The key file \(path) is somebody else's, in a folder where anybody may put one: whose keys are these?")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw KeysRefused(
                "Others than its owner may use the key file \(path), and so sign in as anybody. If nobody has read it, "
                    + "run: chmod 600 \(path)")
        }
    }

    /// What the system says of it; the draft goes.
    private func failure(_ deed: String, without draft: String? = nil) -> KeysRefused {
        defer { if let draft { unlink(draft) } }
        return KeysRefused("The key file \(path) cannot \(deed): \(String(cString: strerror(errno))).")
    }
}
