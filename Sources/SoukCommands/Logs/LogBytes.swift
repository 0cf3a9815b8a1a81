import RESTKit

/// The bytes of log lines that wait to be written. What is appended as `escaped` cannot end a line, begin another,
/// move the cursor or turn the reading direction.
struct LogBytes: ~Copyable {
    private var bytes = GrowingBytes(capacity: 16_384)
    /// How the last line's time began.
    private var second: (number: Int64, style: LogStyle, text: [UInt8])?

    var count: Int { bytes.count }

    /// What was appended.
    var text: String { String(decoding: bytes.written, as: UTF8.self) }

    /// Empties the buffer, keeping its room, and returns what was in it.
    mutating func take() -> [UInt8] {
        let taken = Array(bytes.written)
        bytes.removeAll()
        return taken
    }

    mutating func append(_ text: StaticString) {
        bytes.put(literal: text)
    }

    mutating func append(_ byte: UInt8) {
        bytes.put(byte)
    }

    mutating func append(verbatim text: [UInt8]) {
        text.withUnsafeBytes { bytes.put($0) }
    }

    /// Appends what `text` appends, which is the same for all lines of a style and a second: on a busy server most lines
    /// share theirs.
    mutating func append(second number: Int64, style: LogStyle, _ text: (inout LogBytes) -> Void) {
        if let second, second.number == number, second.style == style { return append(verbatim: second.text) }
        let start = count
        text(&self)
        second = (number, style, Array(bytes.written[start...]))
    }

    /// A whole number, filled up with `fill` from the left to `width` places.
    mutating func append(_ number: Int64, width: Int = 0, fill: UInt8 = UInt8(ascii: "0")) {
        let digits = GrowingBytes.digits(of: number.magnitude)
        for _ in 0..<max(0, width - digits - (number < 0 ? 1 : 0)) { bytes.put(fill) }
        bytes.put(number)
    }

    /// Text from anywhere.
    mutating func append(escaped text: String, for style: LogStyle) {
        var text = text
        text.withUTF8 { utf8 in
            if UnsafeRawBufferPointer(utf8).isPlain {
                bytes.put(UnsafeRawBufferPointer(utf8))
            } else {
                appendCarefully(utf8, quoting: style == .json)
            }
        }
    }

    /// `text`, then blanks up to `width` places. For text whose bytes are places: routes and methods.
    mutating func append(padded text: String, to width: Int) {
        let start = count
        append(escaped: text, for: .text(colours: false))
        while count - start < width { append(UInt8(ascii: " ")) }
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
            default: append(verbatim: Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter))
            }
        }
    }

    private mutating func append(unicodeEscape scalar: Unicode.Scalar) {
        append("\\u")
        let digits = String(scalar.value, radix: 16)
        for _ in digits.utf8.count..<4 { append(UInt8(ascii: "0")) }
        append(verbatim: Array(digits.utf8))
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
