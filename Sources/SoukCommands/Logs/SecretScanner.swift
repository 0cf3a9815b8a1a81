/// Goes once through a text and replaces what looks like a secret: JSON web tokens (`eyJ…`), argon2 hashes,
/// `Bearer` and `Basic` credentials, and the values in `password=…`, `"token": "…"`, `Authorization: …`.
struct SecretScanner {
    static let names = ["authorization", "cookie", "password", "secret", "token", "token_key", "hash"]
        .map { Array($0.utf8) }
    private static let schemes = ["bearer ", "basic "].map { Array($0.utf8) }
    private static let tokenStart = Array("eyj".utf8)
    private static let hashStart = Array("$argon2".utf8)
    private static let mark = Array(Redaction.mark.utf8)

    private let text: [UInt8]
    private var position = 0
    private var output: [UInt8] = []
    private var copied = 0

    init(_ text: String) {
        self.text = Array(text.utf8)
    }

    /// The text with marks in place of secrets; nil when there was none.
    mutating func cleaned() -> String? {
        while position < text.count {
            guard let secret = secretHere() else {
                position += 1
                continue
            }
            output += text[copied..<secret.lowerBound] + Self.mark
            position = secret.upperBound
            copied = position
        }
        guard copied > 0 else { return nil }
        return String(decoding: output + text[copied...], as: UTF8.self)
    }

    /// Where the secret lies that is announced at the current position.
    private func secretHere() -> Range<Int>? {
        switch text[position].lowercased {
        case UInt8(ascii: "e") where starts(with: Self.tokenStart):
            let end = end(from: position) { $0.isTokenByte }
            return end - position >= 20 ? position..<end : nil
        case UInt8(ascii: "$") where starts(with: Self.hashStart):
            return position..<end(from: position) { $0 == UInt8(ascii: ",") || !$0.endsWord }
        default:
            return credentials() ?? assignment()
        }
    }

    private func credentials() -> Range<Int>? {
        guard let scheme = Self.schemes.first(where: starts(with:)) else { return nil }
        return nonEmpty(position + scheme.count) { !$0.endsWord }
    }

    private func assignment() -> Range<Int>? {
        guard let name = Self.names.first(where: starts(with:)) else { return nil }
        var start = end(from: position + name.count) { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: " ") }
        guard start < text.count, text[start] == UInt8(ascii: ":") || text[start] == UInt8(ascii: "=") else {
            return nil
        }
        start = end(from: start + 1) { $0 == UInt8(ascii: " ") }
        if start < text.count, text[start] == UInt8(ascii: "\"") {
            return nonEmpty(start + 1) { $0 != UInt8(ascii: "\"") }
        }
        let isWholeLine = name == Self.names[0] || name == Self.names[1]
        return nonEmpty(start) { isWholeLine ? $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") : !$0.endsWord }
    }

    private func nonEmpty(_ start: Int, while belongs: (UInt8) -> Bool) -> Range<Int>? {
        let end = end(from: start, while: belongs)
        return end > start ? start..<end : nil
    }

    private func end(from start: Int, while belongs: (UInt8) -> Bool) -> Int {
        var end = start
        while end < text.count, belongs(text[end]) { end += 1 }
        return end
    }

    private func starts(with word: [UInt8]) -> Bool {
        guard position + word.count <= text.count else { return false }
        for (offset, byte) in word.enumerated() where text[position + offset].lowercased != byte { return false }
        return true
    }
}

extension UInt8 {
    /// A byte of a compact JSON web token (RFC 7515 §7.1).
    fileprivate var isTokenByte: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."): true
        default: false
        }
    }

    fileprivate var endsWord: Bool {
        switch self {
        case 0...0x20, UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ","), UInt8(ascii: "&"), UInt8(ascii: ";"),
            UInt8(ascii: "}"), UInt8(ascii: ")"):
            true
        default: false
        }
    }
}
