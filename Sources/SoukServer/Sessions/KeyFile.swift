import Catalogue

/// The file that an installation's signing keys are kept in, beside its database, for its owner's eyes only (0600).
///
/// A line a key: `key`, the secret in hexadecimal, since when it signs; or `past` and the id of one that is gone.
struct KeyFile {
    private let file: PrivateFile

    private static let heading = """
        # Souk's signing keys. Whoever reads them can sign in as anybody: let nobody, and keep them with your backups.
        # The first signs. The others only verify, until nothing that they signed is still good.

        """

    init(path: String) {
        file = PrivateFile(path: path)
    }

    /// nil when there is no such file. Throws ``KeysRefused`` for one that others may read, or that holds no keys.
    func read() throws(KeysRefused) -> KeyList? {
        guard let bytes = try file.content() else { return nil }
        var secrets: [SigningSecret] = []
        var past: [String] = []
        for (index, line) in String(decoding: bytes, as: UTF8.self).split(separator: "\n").enumerated() {
            let words = line.split(separator: " ")
            switch words.first {
            case nil, "#": continue
            case "key": secrets.append(try secret(words, line: index + 1))
            case "past" where words.count == 2: past.append(String(words[1]))
            default: throw malformed(line: index + 1)
            }
        }
        guard !secrets.isEmpty else {
            throw KeysRefused("There is no signing key in \(file.path). Bring the file back from a backup.")
        }
        return try KeyList(secrets, past: past)
    }

    /// Makes the file with these keys, or reads the one that another process has made meanwhile.
    func create(_ keys: KeyList) throws(KeysRefused) -> KeyList {
        if try file.create(Self.content(keys)) { return keys }
        guard let made = try read() else {
            throw KeysRefused("The key file \(file.path) comes and goes; is another program at work on it?")
        }
        return made
    }

    /// Puts these keys in the file's place.
    func replace(with keys: KeyList) throws(KeysRefused) {
        try file.replace(with: Self.content(keys))
    }

    private static func content(_ keys: KeyList) -> [UInt8] {
        let secrets = keys.secrets.map { "key \(Hexadecimal.text($0.bytes)) \($0.since)\n" }
        let past = keys.past.map { "past \($0)\n" }
        return Array((heading + secrets.joined() + past.joined()).utf8)
    }

    private func secret(_ words: [Substring], line: Int) throws(KeysRefused) -> SigningSecret {
        guard words.count == 3, let bytes = Hexadecimal.bytes(words[1]), let since = Int64(words[2]) else {
            throw malformed(line: line)
        }
        return try SigningSecret(bytes, since: since)
    }

    private func malformed(line: Int) -> KeysRefused {
        KeysRefused("Line \(line) of the key file \(file.path) is not a key. Bring the file back from a backup.")
    }
}
