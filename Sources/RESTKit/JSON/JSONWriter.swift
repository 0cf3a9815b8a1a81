public import NIOCore

/// Writes JSON straight into bytes: no tree, no dictionary, commas by itself.
///
/// Strings are escaped as RFC 8259 §7 asks and otherwise left as UTF-8. Keys are literals of ours that need no escaping.
/// The writer trusts its caller to close what it opens and to write one value after each key.
public struct JSONWriter: ~Copyable {
    private var bytes: GrowingBytes
    private var needsComma = false
    /// What was never changed has the time of its creation twice: to find that out costs less than to write it anew.
    private var lastTime: RFC3339Words?

    /// A writer with room for `capacity` bytes before it must grow.
    public init(capacity: Int = 512) {
        bytes = GrowingBytes(capacity: capacity)
    }

    /// What was written.
    public consuming func finish() -> ByteBuffer { ByteBuffer(bytes: bytes.written) }

    /// Opens `{`. Close it with ``endObject()``.
    public mutating func beginObject() {
        separate()
        open("{")
    }

    public mutating func endObject() { close("}") }

    /// Opens `[`. Close it with ``endArray()``.
    public mutating func beginArray() {
        separate()
        open("[")
    }

    public mutating func endArray() { close("]") }

    /// A member's name: ASCII without quotes, backslashes or control characters. Its value is to follow.
    @inline(__always)
    public mutating func key(_ name: StaticString) {
        bytes.put(key: name, afterComma: needsComma)
        needsComma = false
    }

    /// A member's name of any characters. Its value is to follow.
    public mutating func key(_ name: String) {
        string(name)
        bytes.put(UInt8(ascii: ":"))
        needsComma = false
    }

    /// A string, escaped.
    public mutating func string(_ text: String) {
        separate()
        bytes.put(quoted: text)
    }

    public mutating func integer(_ number: Int64) {
        separate()
        bytes.put(number)
    }

    public mutating func boolean(_ value: Bool) {
        separate()
        bytes.put(literal: value ? "true" : "false")
    }

    public mutating func null() {
        separate()
        bytes.put(literal: "null")
    }

    /// A number by its literal, which is trusted to be one (RFC 8259 §6).
    public mutating func number(_ literal: String) {
        separate()
        bytes.put(plain: literal)
    }

    /// `units` × 10^-`digits` as the shortest exact decimal: 1599 with 2 digits is `15.99`, 1530 is `15.3`,
    /// 1500 is `15`. 0 to 18 digits.
    public mutating func decimal(_ units: Int64, digits: Int) {
        separate()
        bytes.put(units, places: digits)
    }

    /// A time of `microseconds` since 1970 as an RFC 3339 string in UTC with six digits: `2026-11-22T08:00:00.000000Z`.
    /// Years 0001–9999; a time outside is written as the nearest inside.
    public mutating func time(microseconds: Int64) {
        let words = lastTime?.microseconds == microseconds ? lastTime : nil
        let time = words ?? RFC3339Words(microseconds: microseconds)
        lastTime = time
        separate()
        bytes.put(UInt8(ascii: "\""))
        bytes.put(time: time)
        bytes.put(UInt8(ascii: "\""))
    }

    /// Writes a comma if one is due before the value that follows. After that value one is.
    @inline(__always)
    private mutating func separate() {
        if needsComma { bytes.put(UInt8(ascii: ",")) }
        needsComma = true
    }

    @inline(__always)
    private mutating func open(_ bracket: Unicode.Scalar) {
        bytes.put(UInt8(ascii: bracket))
        needsComma = false
    }

    @inline(__always)
    private mutating func close(_ bracket: Unicode.Scalar) {
        bytes.put(UInt8(ascii: bracket))
        needsComma = true
    }
}
