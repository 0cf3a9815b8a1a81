/// `field-name ":" OWS field-value OWS` (RFC 9112 §5), of a head or a trailer.
struct FieldLine {
    /// Without its CR LF.
    let bytes: UnsafeRawBufferPointer
    let nameRange: Range<Int>
    let valueRange: Range<Int>

    var name: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[nameRange]) }
    var value: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[valueRange]) }

    /// Refuses folded lines, white space before the colon, and control characters, a bare CR among them.
    init(_ bytes: UnsafeRawBufferPointer) throws(HTTPFault) {
        var colon = 0
        while colon < bytes.count, bytes[colon].isToken { colon += 1 }
        guard colon > 0, colon < bytes.count, bytes[colon] == UInt8(ascii: ":") else {
            throw .malformed("A header field must be a name, a colon and a value, on one line.")
        }
        self.bytes = bytes
        nameRange = 0..<colon
        valueRange = bytes.withoutBlanks(colon + 1..<bytes.count)
        guard value.isFieldContent else { throw Self.hasControls }
    }

    static let hasControls = HTTPFault.malformed("A header field must not hold control characters.")
}
