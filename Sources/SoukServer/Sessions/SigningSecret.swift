import Catalogue
import Crypto
import RESTKit
import Secrets

/// A secret that signs tokens: at least 256 bits, known to this program alone.
struct SigningSecret: Sendable, Equatable, Unprinted {
    let bytes: [UInt8]
    /// From when on it signs, in seconds since 1970.
    let since: Int64

    /// RFC 7518 §3.2
    static let fewestBits = 256

    /// Throws ``KeysRefused`` when it is short.
    init(_ bytes: [UInt8], since: Int64) throws(KeysRefused) {
        guard bytes.count * 8 >= Self.fewestBits else {
            throw KeysRefused(
                "A signing key must have at least \(Self.fewestBits) bits; this one has \(bytes.count * 8). "
                    + "Make one with: openssl rand -base64 32")
        }
        self.bytes = bytes
        self.since = since
    }

    /// A new one.
    init(random: SecureRandom, since: Int64) {
        bytes = random.bytes(Self.fewestBits / 8)
        self.since = since
    }

    /// The key's name in tokens (`kid`) and in the database; tells nothing of a random key.
    var id: String {
        var digest = SHA256()
        digest.update(data: Array("souk signing key".utf8))
        digest.update(data: bytes)
        return Hexadecimal.text(digest.finalize().prefix(8))
    }

    func key() throws(KeysRefused) -> KeyRing.Key {
        do {
            return try KeyRing.Key(id: id, secret: bytes)
        } catch {
            throw KeysRefused("A signing key cannot be used: \(error).")
        }
    }
}
