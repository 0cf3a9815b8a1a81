public import NIOCore

/// Writes JSON straight into bytes: no tree, no dictionary, commas by itself.
///
/// Strings are escaped as RFC 8259 §7 asks and otherwise left as UTF-8. Keys are literals of ours that need no escaping.
/// The writer trusts its caller to close what it opens and to write one value after each key.
public struct JSONWriter: Sendable {
    /// Filled up to ``count``; the rest is room. (A `ByteBuffer` takes about twice as long: it checks each access to its
    /// storage at run time.)
    private var bytes: [UInt8]
    private var count = 0
    private var needsComma = false

    /// A writer with room for `capacity` bytes before it must grow.
    public init(capacity: Int = 512) {
        bytes = [UInt8](repeating: 0, count: capacity)
    }

    /// What was written.
    public consuming func finish() -> ByteBuffer { ByteBuffer(bytes: bytes[..<count]) }

    /// Opens `{`. Close it with ``endObject()``.
    public mutating func beginObject() {
        value(atMost: 1) { $0.put("{") }
        needsComma = false
    }

    public mutating func endObject() {
        needsComma = false
        value(atMost: 1) { $0.put("}") }
    }

    /// Opens `[`. Close it with ``endArray()``.
    public mutating func beginArray() {
        value(atMost: 1) { $0.put("[") }
        needsComma = false
    }

    public mutating func endArray() {
        needsComma = false
        value(atMost: 1) { $0.put("]") }
    }

    /// A member's name: ASCII without quotes, backslashes or control characters. Its value is to follow.
    public mutating func key(_ name: StaticString) {
        value(atMost: name.utf8CodeUnitCount + 3) { $0.put(key: name) }
        needsComma = false
    }

    /// A member's name of any characters. Its value is to follow.
    public mutating func key(_ name: String) {
        string(name)
        needsComma = false
        value(atMost: 1) { $0.put(":") }
        needsComma = false
    }

    /// A string, escaped.
    public mutating func string(_ text: String) {
        text.withBytes { bytes in
            let needsEscapes = bytes.needsEscapes
            value(atMost: bytes.count * (needsEscapes ? 6 : 1) + 2) {
                $0.put(quoted: bytes, needsEscapes: needsEscapes)
            }
        }
    }

    public mutating func integer(_ number: Int64) {
        value(atMost: ByteCursor.mostDigits) { $0.put(number) }
    }

    public mutating func boolean(_ value: Bool) {
        self.value(atMost: 5) { $0.put(literal: value ? "true" : "false") }
    }

    public mutating func null() {
        value(atMost: 4) { $0.put(literal: "null") }
    }

    /// A number by its literal, which is trusted to be one (RFC 8259 §6).
    public mutating func number(_ literal: String) {
        value(atMost: literal.utf8.count) { $0.put(plain: literal) }
    }

    /// `units` × 10^-`digits` as the shortest exact decimal: 1599 with 2 digits is `15.99`, 1530 is `15.3`,
    /// 1500 is `15`. 0 to 18 digits.
    public mutating func decimal(_ units: Int64, digits: Int) {
        value(atMost: ByteCursor.mostDigits + 2) { $0.put(units, places: digits) }
    }

    /// A time of `microseconds` since 1970 as an RFC 3339 string in UTC with six digits: `2026-11-22T08:00:00.000000Z`.
    /// Years 0001–9999; a time outside is written as the nearest inside.
    public mutating func time(microseconds: Int64) {
        value(atMost: RFC3339.length + 2) {
            $0.put("\"")
            $0.put(time: microseconds)
            $0.put("\"")
        }
    }

    /// Writes a comma if one is due, then what `fill` puts: at most `most` bytes.
    @inline(__always)
    mutating func value(atMost most: Int, _ fill: (inout ByteCursor) -> Void) {
        if bytes.count - count <= most { grow(by: most + 1) }
        let (start, needsComma) = (count, needsComma)
        count = bytes.withUnsafeMutableBytes { room in
            var cursor = ByteCursor(room, from: start)
            if needsComma { cursor.put(",") }
            fill(&cursor)
            return cursor.count
        }
        self.needsComma = true
    }

    @inline(never)
    private mutating func grow(by room: Int) {
        bytes.append(contentsOf: repeatElement(0, count: max(room, bytes.count)))
    }
}
