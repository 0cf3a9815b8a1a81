/// The bytes of log lines that wait to be written. What is appended as `escaped` cannot end a line, begin another,
/// move the cursor or turn the reading direction.
struct LogBytes: Sendable {
    private(set) var bytes: [UInt8] = []
    /// How the last line's time began.
    private var second: (number: Int64, style: LogStyle, text: [UInt8])?

    var count: Int { bytes.count }

    init() {
        bytes.reserveCapacity(16_384)
    }

    /// Empties the buffer, keeping its room, and returns what was in it.
    mutating func take() -> [UInt8] {
        let taken = bytes
        bytes.removeAll(keepingCapacity: true)
        return taken
    }

    mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ byte: UInt8) {
        bytes.append(byte)
    }

    mutating func append(verbatim text: [UInt8]) {
        bytes.append(contentsOf: text)
    }

    /// Appends what `text` appends, which is the same for all lines of a style and a second: on a busy server most lines
    /// share theirs.
    mutating func append(second number: Int64, style: LogStyle, _ text: (inout LogBytes) -> Void) {
        if let second, second.number == number, second.style == style { return bytes.append(contentsOf: second.text) }
        let start = bytes.count
        text(&self)
        second = (number, style, Array(bytes[start...]))
    }

    /// Removes what was appended since there were `count` bytes.
    mutating func shrink(to count: Int) {
        bytes.removeLast(max(0, bytes.count - count))
    }

    /// A whole number, filled up with `fill` from the left to `width` places.
    mutating func append(_ number: Int64, width: Int = 0, fill: UInt8 = UInt8(ascii: "0")) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(width, Self.widest)) { room in
            var start = room.endIndex
            func put(_ byte: UInt8) {
                start -= 1
                room[start] = byte
            }
            var rest = number.magnitude
            repeat {
                put(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
                rest /= 10
            } while rest > 0
            if number < 0 { put(UInt8(ascii: "-")) }
            while room.endIndex - start < width { put(fill) }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: room[start...]))
        }
    }

    /// The places that a 64-bit number takes at most, with its sign.
    private static let widest = 20

    /// Text from anywhere.
    mutating func append(escaped text: String, for style: LogStyle) {
        var text = text
        text.withUTF8 { utf8 in
            if utf8.allSatisfy(Self.isPlain) {
                bytes.append(contentsOf: utf8)
            } else {
                appendCarefully(utf8, quoting: style == .json)
            }
        }
    }

    /// `text`, then blanks up to `width` places. For text whose bytes are places: routes and methods.
    mutating func append(padded text: String, to width: Int) {
        let start = bytes.count
        append(escaped: text, for: .text(colours: false))
        while bytes.count - start < width { bytes.append(UInt8(ascii: " ")) }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func appendCarefully(_ utf8: UnsafeBufferPointer<UInt8>, quoting: Bool) {
        for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\n": append("\\n")
            case "\r": append("\\r")
            case "\t": append("\\t")
            case "\"" where quoting: append("\\\"")
            case "\\" where quoting: append("\\\\")
            case _ where scalar.isUnsafeInLogs: append(unicodeEscape: scalar)
            default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    private mutating func append(unicodeEscape scalar: Unicode.Scalar) {
        append("\\u")
        let digits = String(scalar.value, radix: 16)
        for _ in digits.utf8.count..<4 { append(UInt8(ascii: "0")) }
        bytes.append(contentsOf: digits.utf8)
    }
}

extension Unicode.Scalar {
    /// Control characters (C0, DEL, C1), line and paragraph separators, and what turns the reading direction.
    /// All are below U+10000, so that four hexadecimal digits name them.
    var isUnsafeInLogs: Bool {
        switch value {
        case 0..<0x20, 0x7f...0x9f, 0x200e...0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xfeff: true
        default: false
        }
    }
}
