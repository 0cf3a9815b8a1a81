/// Strings as JSON writes them (RFC 8259 §7).
extension GrowingBytes {
    /// `"name":`, behind a comma where one is due.
    @inline(__always)
    mutating func put(key name: StaticString, afterComma: Bool) {
        reserve(name.utf8CodeUnitCount + 4)
        add(first: afterComma ? 2 : 1, of: afterComma ? 0x222C : 0x22 as UInt16)  // ," or "
        add(UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        add(first: 2, of: 0x3A22 as UInt16)  // ":
    }

    /// The text in quotes, with `"`, `\` and the control characters escaped, nothing else.
    mutating func put(quoted text: String) {
        text.withBytes { text in
            reserve(text.count + 10)
            add(UInt8(ascii: "\""))
            let clean = addClean(text)
            if clean < text.count { put(escaping: UnsafeRawBufferPointer(rebasing: text[clean...])) }
            put(UInt8(ascii: "\""))
        }
    }

    /// The text's bytes as they are.
    mutating func put(plain text: String) { text.withBytes { put($0) } }

    @inline(never)
    private mutating func put(escaping text: UnsafeRawBufferPointer) {
        var rest = text
        while let byte = rest.first {
            putEscape(of: byte)
            rest = UnsafeRawBufferPointer(rebasing: rest[1...])
            reserve(rest.count + 8)
            rest = UnsafeRawBufferPointer(rebasing: rest[addClean(rest)...])
        }
    }

    /// Adds what stands before the first byte that is to be escaped, and says how much that is. The room has been reserved,
    /// and eight bytes more.
    @inline(__always)
    private mutating func addClean(_ text: UnsafeRawBufferPointer) -> Int {
        var position = 0
        while text.count &- position >= 8 {
            let word = text.word(at: position, UInt64.self)
            let clean = word.bytesBeforeEscape
            add(first: clean, of: word)
            position &+= clean
            if clean < 8 { return position }
        }
        let word = text.lastBytes(text.count &- position)
        let clean = min(word.bytesBeforeEscape, text.count &- position)
        add(first: clean, of: word)
        return position &+ clean
    }

    private mutating func putEscape(of byte: UInt8) {
        put(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): put(byte)
        case 0x08: put(UInt8(ascii: "b"))
        case 0x09: put(UInt8(ascii: "t"))
        case 0x0A: put(UInt8(ascii: "n"))
        case 0x0C: put(UInt8(ascii: "f"))
        case 0x0D: put(UInt8(ascii: "r"))
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
