/// A password's hash as it is kept, `$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH`: the PHC string format, salt and hash in
/// base64 without padding.
struct PHCString {
    let cost: PasswordCost
    let salt: [UInt8]
    let hash: [UInt8]

    init(cost: PasswordCost, salt: [UInt8], hash: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.hash = hash
    }

    /// nil for anything that ``text`` would write otherwise.
    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 6 else { return nil }
        let numbers = parts[3].split(separator: ",").compactMap { UInt32($0.dropFirst(2)) }
        guard numbers.count == 3,
            let cost = try? PasswordCost(memory: numbers[0], passes: numbers[1], lanes: numbers[2]),
            let salt = [UInt8](base64: parts[4]), let hash = [UInt8](base64: parts[5])
        else { return nil }
        self.init(cost: cost, salt: salt, hash: hash)
        guard self.text == text else { return nil }
    }

    var text: String { "\(cost.prefix)\(salt.base64)$\(hash.base64)" }
}

/// Base64 without padding (RFC 4648 §4).
extension [UInt8] {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// nil when a character is none of the alphabet. Bits that are too few for a byte are left out.
    fileprivate init?(base64 text: Substring) {
        self = []
        var (bits, count) = (UInt32(0), 0)
        for character in text.utf8 {
            guard let value = Self.alphabet.firstIndex(of: character) else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 6
            if count >= 8 {
                count -= 8
                append(UInt8(truncatingIfNeeded: bits >> count))
            }
        }
    }

    fileprivate var base64: String {
        var characters: [UInt8] = []
        var (bits, count) = (UInt32(0), 0)
        for byte in self {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 6 {
                count -= 6
                characters.append(Self.alphabet[Int(bits >> count & 63)])
            }
        }
        if count > 0 { characters.append(Self.alphabet[Int(bits << (6 - count) & 63)]) }
        return String(decoding: characters, as: UTF8.self)
    }
}
