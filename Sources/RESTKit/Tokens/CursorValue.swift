/// A part of a sort key, as a cursor carries it.
public enum CursorValue: Sendable, Hashable {
    case integer(Int64)
    case text(String)
}

/// How a cursor's values are written as bytes: a tag, then eight bytes of integer, or the length of the text in two
/// bytes and its UTF-8.
enum CursorPayload {
    private static let integerTag: UInt8 = 1
    private static let textTag: UInt8 = 2

    static func write(_ values: [CursorValue], to bytes: inout [UInt8]) {
        for value in values {
            switch value {
            case .integer(let integer):
                bytes.append(integerTag)
                withUnsafeBytes(of: integer.bigEndian) { bytes.append(contentsOf: $0) }
            case .text(let text):
                bytes.append(textTag)
                let utf8 = text.utf8.prefix(Int(UInt16.max))
                withUnsafeBytes(of: UInt16(utf8.count).bigEndian) { bytes.append(contentsOf: $0) }
                bytes.append(contentsOf: utf8)
            }
        }
    }

    /// nil when the bytes are not what ``write(_:to:)`` writes.
    static func read(_ bytes: ArraySlice<UInt8>) -> [CursorValue]? {
        var rest = bytes
        var values: [CursorValue] = []
        while let tag = rest.popFirst() {
            guard let value = tag == integerTag ? integer(from: &rest) : tag == textTag ? text(from: &rest) : nil
            else { return nil }
            values.append(value)
        }
        return values
    }

    private static func integer(from bytes: inout ArraySlice<UInt8>) -> CursorValue? {
        number(8, from: &bytes).map { .integer(Int64(bitPattern: $0)) }
    }

    private static func text(from bytes: inout ArraySlice<UInt8>) -> CursorValue? {
        guard let length = number(2, from: &bytes), length <= bytes.count else { return nil }
        defer { bytes = bytes.dropFirst(Int(length)) }
        return String(validating: bytes.prefix(Int(length)), as: UTF8.self).map(CursorValue.text)
    }

    private static func number(_ width: Int, from bytes: inout ArraySlice<UInt8>) -> UInt64? {
        guard bytes.count >= width else { return nil }
        defer { bytes = bytes.dropFirst(width) }
        return bytes.prefix(width).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
