public import Secrets

/// Where an installation has its signing keys from.
public enum KeySource: Sendable, Unprinted {
    /// A file, made on the first start.
    case file(path: String)
    /// The database itself, where several instances share it: made on the first start, the same for all.
    case database
    /// Given by configuration, the one that signs first; each at least 256 bits. An older one must stay for seven days
    /// after a newer one was put before it.
    case given([[UInt8]])

    /// The file `souk.keys` in the folder of the database at this path.
    public static func beside(database path: String) -> Self {
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        return .file(path: folder + "souk.keys")
    }
}
