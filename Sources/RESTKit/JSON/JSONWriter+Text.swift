/// How characters and digits become bytes.
extension JSONWriter {
    mutating func appendEscaped(_ text: String) {
        let isPlain: Void? = text.utf8.withContiguousStorageIfAvailable { bytes.appendEscaped($0) }
        if isPlain == nil { Array(text.utf8).withUnsafeBufferPointer { bytes.appendEscaped($0) } }
    }

    @inline(__always)
    mutating func appendDigits(of magnitude: UInt64, negative: Bool) {
        if negative { bytes.append(UInt8(ascii: "-")) }
        bytes.appendDigits(of: magnitude, atLeast: 1)
    }

    mutating func appendDecimal(_ units: Int64, digits: Int) {
        if units < 0 { bytes.append(UInt8(ascii: "-")) }
        bytes.appendDigits(of: units.magnitude, atLeast: digits + 1)
        guard digits > 0 else { return }
        bytes.insert(UInt8(ascii: "."), at: bytes.count - digits)
        while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
        if bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
    }
}

extension [UInt8] {
    /// The text with `"`, `\` and the control characters escaped, nothing else (RFC 8259 §7).
    fileprivate mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
        var start = 0
        for index in text.indices where text[index].needsEscape {
            append(contentsOf: text[start..<index])
            appendEscape(of: text[index])
            start = index + 1
        }
        append(contentsOf: UnsafeBufferPointer(rebasing: text[start...]))
    }

    private mutating func appendEscape(of byte: UInt8) {
        append(UInt8(ascii: "\\"))
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
        case 0x08: append(UInt8(ascii: "b"))
        case 0x09: append(UInt8(ascii: "t"))
        case 0x0A: append(UInt8(ascii: "n"))
        case 0x0C: append(UInt8(ascii: "f"))
        case 0x0D: append(UInt8(ascii: "r"))
        default:
            append(contentsOf: "u00".utf8)
            append(byte.hexadecimal(shift: 4))
            append(byte.hexadecimal(shift: 0))
        }
    }

    /// The number in decimal, filled up with zeros to `atLeast` digits.
    mutating func appendDigits(of number: UInt64, atLeast least: Int) {
        let start = count
        var rest = number
        while rest > 0 || count - start < least {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit))
            rest = quotient
        }
        self[start...].reverse()
    }
}

extension UInt8 {
    @inline(__always)
    fileprivate var needsEscape: Bool { self < 0x20 || self == UInt8(ascii: "\"") || self == UInt8(ascii: "\\") }

    fileprivate func hexadecimal(shift: UInt8) -> UInt8 {
        let digit = self >> shift & 0xF
        return digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }
}
