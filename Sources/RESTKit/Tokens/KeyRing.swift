import Crypto
public import Secrets

/// The secrets that sign tokens and cursors, by id: the current one signs, all of them verify, so that keys rotate
/// without logging anybody out.
public struct KeyRing: Sendable {
    /// A secret and the name by which tokens refer to it (`kid`, RFC 7515 §4.1.4).
    public struct Key: Sendable, Unprinted {
        public let id: String
        let secret: SymmetricKey
        /// A code by this key of nothing yet: to copy it costs a tenth of making one.
        let code: HMAC<SHA256>

        /// Throws ``KeyRingError`` when the secret has fewer than 256 bits (RFC 7518 §3.2), or when the id is not
        /// 1–32 of `A-Z a-z 0-9 . _ -`.
        public init(id: String, secret: some Collection<UInt8>) throws(KeyRingError) {
            guard secret.count >= 32 else { throw .shortSecret(bits: secret.count * 8) }
            guard (1...32).contains(id.utf8.count), id.utf8.allSatisfy(Self.isIDCharacter) else { throw .badID }
            self.init(id: id, deriving: SymmetricKey(data: Array(secret)))
        }

        private init(id: String, deriving secret: SymmetricKey) {
            self.id = id
            self.secret = secret
            code = HMAC(key: secret)
        }

        func derived(for purpose: String) -> Key {
            let derived = HKDF<SHA256>.deriveKey(
                inputKeyMaterial: secret, info: Array(purpose.utf8), outputByteCount: 32)
            return Key(id: id, deriving: derived)
        }

        private static func isIDCharacter(_ byte: UInt8) -> Bool {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }

    /// The key that signs.
    public let current: Key
    private let all: [Key]

    /// The keys' ids, that of the current one first.
    public var ids: [String] { all.map(\.id) }

    /// Throws ``KeyRingError/doubledID`` when two keys have one id.
    public init(current: Key, others: [Key] = []) throws(KeyRingError) {
        let all = [current] + others
        guard Set(all.map(\.id)).count == all.count else { throw .doubledID }
        self.init(current: current, all: all)
    }

    private init(current: Key, all: [Key]) {
        self.current = current
        self.all = all
    }

    /// Other keys under the same ids, made from these by HKDF-SHA256 (RFC 5869): one secret to keep, and no signature
    /// made for one purpose is good for another.
    public func derived(for purpose: String) -> KeyRing {
        KeyRing(current: current.derived(for: purpose), all: all.map { $0.derived(for: purpose) })
    }

    func key(_ id: some StringProtocol) -> Key? {
        all.first { $0.id.utf8.elementsEqual(id.utf8) }
    }
}

/// Why a key cannot be used.
public enum KeyRingError: Error, Equatable {
    /// Fewer than 256 bits.
    case shortSecret(bits: Int)
    case badID
    case doubledID
}
