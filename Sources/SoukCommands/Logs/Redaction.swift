/// The safety net under the log: what looks like a secret is replaced before it is written.
/// Nothing in Souk logs one on purpose; this is for the day when something does.
struct Redaction: Sendable {
    static let mark = "[redacted]"

    /// The configured secrets themselves, wherever they turn up.
    private let secrets: [String]

    init(secrets: [String] = []) {
        self.secrets = secrets.filter { !$0.isEmpty }
    }

    /// Whether a field of this name holds a secret by its name alone: `password`, `access_token`, `Authorization`.
    func isSecret(_ name: String) -> Bool {
        let name = Array(name.utf8.map(\.lowercased))
        return SecretScanner.names.contains { name.ends(with: $0) }
    }

    /// `text` without tokens, hashes, credentials and configured secrets.
    func clean(_ text: String) -> String {
        var text = text
        for secret in secrets where text.contains(secret) { text = text.replacing(secret, with: Self.mark) }
        var scanner = SecretScanner(text)
        return scanner.cleaned() ?? text
    }
}

extension Array<UInt8> {
    fileprivate func ends(with suffix: [UInt8]) -> Bool { self.suffix(suffix.count).elementsEqual(suffix) }
}

extension UInt8 {
    /// The small letter of an ASCII capital; every other byte as it is.
    var lowercased: UInt8 { (0x41...0x5a).contains(self) ? self | 0x20 : self }
}
