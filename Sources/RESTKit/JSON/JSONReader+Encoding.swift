/// RFC 8259 §8.1: JSON between systems is UTF-8 without a byte order mark.
extension JSONReader {
    static func checkEncoding(_ bytes: [UInt8]) throws(JSONSyntaxError) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw JSONSyntaxError(at: 0, "a byte order mark stands before the value")
        }
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(2).contains(0) {
            throw JSONSyntaxError(at: 0, "the text is not UTF-8 but looks like UTF-16 or UTF-32")
        }
        do throws(UTF8.ValidationError) {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw JSONSyntaxError(at: error.byteOffsets.lowerBound, "the text is not valid UTF-8")
        }
    }
}
