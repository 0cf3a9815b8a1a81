/// Percent-encoding (RFC 3986 §2.1).
extension StringProtocol {
    /// Its escapes undone. Nil when two hexadecimal digits do not follow a `%`, or what comes out is not UTF-8.
    public var percentDecoded: String? {
        guard utf8.contains(UInt8(ascii: "%")) else { return String(self) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        var rest = utf8.makeIterator()
        while let byte = rest.next() {
            if byte == UInt8(ascii: "%") {
                guard let escaped = rest.nextEscaped() else { return nil }
                bytes.append(escaped)
            } else {
                bytes.append(byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// Every byte escaped but those that never need it: letters, digits, `-`, `.`, `_` and `~` (§2.3).
    public var percentEncoded: String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(utf8.count)
        for byte in utf8 {
            if byte.isUnreserved {
                bytes.append(byte)
            } else {
                bytes.appendEscaped(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension IteratorProtocol<UInt8> {
    /// The byte that the next two hexadecimal digits name, behind a `%`; nil when they are none.
    @inlinable
    public mutating func nextEscaped() -> UInt8? {
        guard let high = next()?.hexadecimalDigit, let low = next()?.hexadecimalDigit else { return nil }
        return high << 4 | low
    }
}

extension [UInt8] {
    /// `%` and two digits, capitals as §2.1 would have them.
    public mutating func appendEscaped(_ byte: UInt8) {
        let digits: StaticString = "0123456789ABCDEF"
        append(UInt8(ascii: "%"))
        append(digits.utf8Start[Int(byte >> 4)])
        append(digits.utf8Start[Int(byte & 0xF)])
    }
}

extension UInt8 {
    /// What it is worth as a hexadecimal digit, of either case.
    @inlinable
    public var hexadecimalDigit: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    fileprivate var isUnreserved: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"),
            UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
            true
        default: false
        }
    }
}
