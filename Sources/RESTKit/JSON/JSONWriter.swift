public import NIOCore

/// Writes JSON straight into bytes: no tree, no dictionary, commas by itself.
///
/// Strings are escaped as RFC 8259 §7 asks and otherwise left as UTF-8. Keys are literals of ours that need no escaping.
/// The writer trusts its caller to close what it opens and to write one value after each key.
public struct JSONWriter: Sendable {
    var bytes: [UInt8] = []
    private var needsComma = false

    /// A writer with room for `capacity` bytes before it must grow.
    public init(capacity: Int = 512) {
        bytes.reserveCapacity(capacity)
    }

    /// What was written.
    public consuming func finish() -> ByteBuffer { ByteBuffer(bytes: bytes) }

    /// Opens `{`. Close it with ``endObject()``.
    public mutating func beginObject() {
        separate()
        bytes.append(UInt8(ascii: "{"))
        needsComma = false
    }

    public mutating func endObject() {
        bytes.append(UInt8(ascii: "}"))
        needsComma = true
    }

    /// Opens `[`. Close it with ``endArray()``.
    public mutating func beginArray() {
        separate()
        bytes.append(UInt8(ascii: "["))
        needsComma = false
    }

    public mutating func endArray() {
        bytes.append(UInt8(ascii: "]"))
        needsComma = true
    }

    /// A member's name: ASCII without quotes, backslashes or control characters. Its value is to follow.
    @inline(__always)
    public mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A member's name of any characters. Its value is to follow.
    public mutating func key(_ name: String) {
        string(name)
        bytes.append(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A string, escaped.
    public mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        appendEscaped(text)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    public mutating func integer(_ number: Int64) {
        separate()
        appendDigits(of: number.magnitude, negative: number < 0)
        needsComma = true
    }

    public mutating func boolean(_ value: Bool) {
        separate()
        appendLiteral(value ? "true" : "false")
        needsComma = true
    }

    public mutating func null() {
        separate()
        appendLiteral("null")
        needsComma = true
    }

    /// A number by its literal, which is trusted to be one (RFC 8259 §6).
    public mutating func number(_ literal: String) {
        separate()
        bytes.append(contentsOf: literal.utf8)
        needsComma = true
    }

    /// `units` × 10^-`digits`, as the shortest exact decimal: 1599 with 2 digits is `15.99`, 1530 is `15.3`,
    /// 1500 is `15`.
    public mutating func decimal(_ units: Int64, digits: Int) {
        separate()
        appendDecimal(units, digits: digits)
        needsComma = true
    }

    /// A time of `microseconds` since 1970 as an RFC 3339 string in UTC with six digits: `2026-11-22T08:00:00.000000Z`.
    /// Years 0001–9999; a time outside is written as the nearest inside.
    public mutating func time(microseconds: Int64) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        RFC3339.append(microseconds: microseconds, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
        needsComma = true
    }

    @inline(__always)
    private mutating func separate() {
        if needsComma { bytes.append(UInt8(ascii: ",")) }
    }

    @inline(__always)
    private mutating func appendLiteral(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}
