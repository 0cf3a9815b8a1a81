/// Strings as JSON writes them (RFC 8259 §7).
extension ByteCursor {
    /// `"name":`
    @inline(__always)
    mutating func put(key name: StaticString) {
        put("\"")
        put(literal: name)
        put("\"")
        put(":")
    }

    /// The text in quotes, with `"`, `\` and the control characters escaped, nothing else.
    @inline(__always)
    mutating func put(quoted text: UnsafeBufferPointer<UInt8>, needsEscapes: Bool) {
        put("\"")
        if needsEscapes { putEscaped(text) } else { put(text) }
        put("\"")
    }

    /// The text's bytes as they are.
    mutating func put(plain text: String) { text.withBytes { put($0) } }

    private mutating func putEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        for byte in text {
            if byte.needsEscape { putEscape(of: byte) } else { put(byte) }
        }
    }

    private mutating func putEscape(of byte: UInt8) {
        put("\\")
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): put(byte)
        case 0x08: put("b")
        case 0x09: put("t")
        case 0x0A: put("n")
        case 0x0C: put("f")
        case 0x0D: put("r")
        default:
            put(literal: "u00")
            put(Self.hexadecimal(byte >> 4))
            put(Self.hexadecimal(byte & 0xF))
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}

extension String {
    /// The text's UTF-8.
    @inline(__always)
    func withBytes<Result>(_ use: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable(use) { return result }
        return Array(utf8).withUnsafeBufferPointer(use)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether any byte is to be escaped. Looks at all without leaving early, which becomes vector instructions.
    @inline(__always)
    var needsEscapes: Bool { reduce(0 as UInt8) { $0 | ($1.needsEscape ? 1 : 0) } != 0 }
}

extension UInt8 {
    @inline(__always)
    fileprivate var needsEscape: Bool {
        self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\")
    }
}
