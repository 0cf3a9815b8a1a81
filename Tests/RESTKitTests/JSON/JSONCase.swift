import NIOCore
import RESTKit
import Testing

/// A text and what becomes of it.
struct JSONCase: Sendable, CustomTestStringConvertible {
    enum Outcome: Sendable {
        case read(JSON)
        case refused(at: Int, String)
    }

    let bytes: [UInt8]
    let outcome: Outcome

    static let everyRead = values + numbers + texts + limits
    static let everyRefused =
        faultyArrays + faultyObjects + faultyWords + faultyBlanks + faultyNumbers + faultyStrings
        + faultyBytes + beyondLimits

    var testDescription: String {
        let beginning = String(decoding: bytes.prefix(60), as: UTF8.self)
        return bytes.count > 60 ? "\(beginning)… (\(bytes.count) bytes)" : beginning
    }

    /// How many brackets and braces open in it, at most.
    var depth: Int { bytes.count { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "{") } }

    /// Whether the fault is one of how the bytes begin, or that there are none.
    var isOfItsBeginning: Bool {
        guard case .refused(_, let reason) = outcome else { return false }
        return [Reason.nothing, Reason.mark, Reason.encoding].contains(reason)
    }

    /// The same bytes between others that are not to be read.
    var asPartOfBuffer: ByteBuffer {
        var buffer = ByteBuffer(bytes: Array("[".utf8) + bytes + Array("]".utf8))
        buffer.moveReaderIndex(forwardBy: 1)
        return buffer.readSlice(length: bytes.count) ?? ByteBuffer()
    }
}

extension JSONCase {
    static func accepted(_ text: String, _ value: JSON) -> Self { Self(bytes: Array(text.utf8), outcome: .read(value)) }

    /// Numbers keep their literal; null stands for what the grammar does not take, so that it fails.
    static func exact(_ literals: String...) -> [Self] {
        literals.map { accepted($0, JSONNumber(literal: $0).map(JSON.number) ?? .null) }
    }

    /// In each text `‸` stands before the byte at fault and is no part of it.
    static func refused(_ reason: String, _ texts: String...) -> [Self] {
        texts.map { text in
            let parts = text.split(separator: "‸", maxSplits: 1, omittingEmptySubsequences: false).map {
                Array($0.utf8)
            }
            return Self(bytes: Array(parts.joined()), outcome: .refused(at: parts[0].count, reason))
        }
    }

    static func refused(_ reason: String, at offset: Int, _ texts: [UInt8]...) -> [Self] {
        texts.map { Self(bytes: $0, outcome: .refused(at: offset, reason)) }
    }
}

/// What ``JSONReader`` says of a fault.
enum Reason {
    static let nothing = "there is nothing to read"
    static let noValue = "no value begins like this"
    static let end = "a value is missing at the end"
    static let more = "something follows the value"
    static let array = "',' or ']' is missing"
    static let object = "',' or '}' is missing"
    static let colon = "':' is missing"
    static let key = "a key in double quotes is missing"
    static let twice = "a key is given twice"
    static let longKey = "a key is longer than 128 bytes"
    static let deep = "more than 32 objects and arrays are open at once"
    static let many = "there are more than 10000 values"
    static let number = "a number is malformed"
    static let open = "a string does not end"
    static let control = "a control character stands in a string; write it as an escape"
    static let escape = "an escape is unknown"
    static let openEscape = "an escape does not end"
    static let digits = "\\u needs four hexadecimal digits"
    static let half = "half of a surrogate pair stands alone"
    static let mark = "a byte order mark stands before the value"
    static let encoding = "the text is not UTF-8 but looks like UTF-16 or UTF-32"
    static let bytes = "the text is not valid UTF-8"
}
