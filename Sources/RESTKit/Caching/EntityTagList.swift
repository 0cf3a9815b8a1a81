/// The value of an `If-Match` or `If-None-Match` (RFC 9110 §13.1): `*`, or tags.
enum EntityTagList: Sendable, Equatable {
    struct Member: Sendable, Equatable {
        let isWeak: Bool
        let opaque: String
    }

    case any
    case tags([Member])

    /// nil when the value is malformed. Empty list elements are skipped (RFC 9110 §5.6.1.2), an empty list is malformed.
    init?(_ fields: [String]) {
        let value = Array(fields.joined(separator: ",").utf8)
        if value.trimmed == [UInt8(ascii: "*")] {
            self = .any
            return
        }
        var reader = Reader(value: value)
        guard let members = reader.members(), !members.isEmpty else { return nil }
        self = .tags(members)
    }

    private struct Reader {
        let value: [UInt8]
        var position = 0

        mutating func members() -> [Member]? {
            var members: [Member] = []
            while true {
                skip { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
                guard position < value.count else { return members }
                guard let member = member() else { return nil }
                members.append(member)
                skip { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
                guard position == value.count || value[position] == UInt8(ascii: ",") else { return nil }
            }
        }

        private mutating func member() -> Member? {
            let isWeak = value[position...].starts(with: "W/".utf8)
            if isWeak { position += 2 }
            guard take(UInt8(ascii: "\"")) else { return nil }
            let start = position
            skip { $0 == 0x21 || (0x23...0x7E).contains($0) || $0 >= 0x80 }
            let opaque = value[start..<position]
            guard take(UInt8(ascii: "\"")) else { return nil }
            return Member(isWeak: isWeak, opaque: String(decoding: opaque, as: UTF8.self))
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            guard position < value.count, value[position] == byte else { return false }
            position += 1
            return true
        }

        private mutating func skip(while holds: (UInt8) -> Bool) {
            while position < value.count, holds(value[position]) { position += 1 }
        }
    }
}

extension [UInt8] {
    /// Without the spaces and tabs around it.
    fileprivate var trimmed: ArraySlice<UInt8> {
        let isBlank = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
        let rest = drop(while: isBlank)
        return rest.prefix((rest.lastIndex { !isBlank($0) } ?? rest.startIndex - 1) - rest.startIndex + 1)
    }
}
