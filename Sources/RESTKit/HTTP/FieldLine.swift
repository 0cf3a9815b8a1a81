/// `field-name ":" OWS field-value OWS` (RFC 9112 §5).
enum FieldLine {
    /// Refuses folded lines, white space before the colon, and control characters, a bare CR among them.
    static func parse(_ bytes: UnsafeRawBufferPointer) throws(HTTPFault) -> (name: String, value: String) {
        var colon = 0
        while colon < bytes.count, bytes[colon].isToken { colon += 1 }
        guard colon > 0, colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else {
            throw .malformed("A header field must be a name, a colon and a value, on one line.")
        }
        var start = colon + 1
        var end = bytes.count
        while start < end, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
        while end > start, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        let value = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        guard value.allSatisfy(\.isFieldContent) else {
            throw .malformed("A header field must not hold control characters.")
        }
        let name = UnsafeRawBufferPointer(rebasing: bytes[..<colon])
        return (String(decoding: name, as: UTF8.self), String(decoding: value, as: UTF8.self))
    }

    /// Whether a field's name is `lowercase`, whatever its letters' case.
    static func isName(_ name: String, _ lowercase: StaticString) -> Bool {
        guard name.utf8.count == lowercase.utf8CodeUnitCount else { return false }
        return lowercase.withUTF8Buffer { expected in
            zip(name.utf8, expected).allSatisfy { $0 | 0x20 == $1 }
        }
    }
}
