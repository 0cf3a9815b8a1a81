public import Catalogue

/// Signing keys on their way between a key file and a database, so that sessions go on when the shop has moved.
public enum KeyTransfer {
    /// The keys in the file beside the database at this path, the latest first; none when there is no such file. Throws
    /// ``KeysRefused`` when it cannot be used.
    public static func keys(beside database: String) throws -> [SharedKey] {
        try file(beside: database).read()?.shared ?? []
    }

    /// Makes the file beside the database at this path. Returns false when it is there already with the same keys.
    ///
    /// Throws ``KeysRefused`` when it has others, or cannot be made.
    public static func write(_ keys: [SharedKey], beside database: String) throws -> Bool {
        let (file, keys) = (file(beside: database), try KeyList(keys))
        guard let there = try file.read() else { return try file.create(keys) == keys }
        guard there.secrets.first == keys.secrets.first, Set(keys.ids).isSubset(of: there.ids) else {
            throw KeysRefused(
                "The folder of \(database) has another installation's keys, souk.keys. Move into a folder of its own.")
        }
        return false
    }

    private static func file(beside database: String) -> KeyFile {
        guard case .file(let path) = KeySource.beside(database: database) else { return KeyFile(path: "souk.keys") }
        return KeyFile(path: path)
    }
}
