import Glibc

/// What the system says of files and the disks they lie on.
public enum Disk {
    /// Bytes that an ordinary user can still write to the disk of this file or folder; nil when that cannot be told.
    public static func free(at path: String) -> Int64? {
        var information = statvfs()
        guard statvfs(path, &information) == 0 else { return nil }
        let (blocks, size) = (Int64(clamping: information.f_bavail), Int64(clamping: information.f_frsize))
        let (bytes, isTooLarge) = blocks.multipliedReportingOverflow(by: size)
        return isTooLarge ? .max : bytes
    }

    /// The file's length in bytes; nil when it is not there.
    static func size(of path: String) -> Int64? {
        var information = stat()
        return stat(path, &information) == 0 ? Int64(information.st_size) : nil
    }
}
