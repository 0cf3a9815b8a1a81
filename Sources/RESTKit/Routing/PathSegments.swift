/// A request's path as its percent-decoded segments (RFC 3986 §3.3). `/` has none.
struct PathSegments {
    /// Paths of more segments are not looked for.
    static let most = 8

    private var bytes: [UInt8] = []
    private var ends = InlineArray<8, Int>(repeating: 0)
    private(set) var count = 0

    subscript(_ index: Int) -> ArraySlice<UInt8> {
        bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    /// Throws `not_found` for a path that can name nothing here: an empty or dot segment, too many of them, or bytes
    /// that are not UTF-8; and `bad_request` for a `%` that two hexadecimal digits do not follow (RFC 3986 §2.1).
    init(_ path: Substring) throws(Problem) {
        let raw = Array(path.utf8)
        guard raw.first == UInt8(ascii: "/") else { throw .notFound }
        bytes.reserveCapacity(raw.count)
        var index = 1
        while index < raw.count {
            try Self.decode(raw, from: &index, into: &bytes)
            try endSegment()
            if index == raw.count - 1 { throw .notFound }
            index += 1
        }
    }

    private mutating func endSegment() throws(Problem) {
        let segment = bytes[(count == 0 ? 0 : ends[count - 1])...]
        let isEmptyOrDots = segment.count <= 2 && segment.allSatisfy { $0 == UInt8(ascii: ".") }
        let isText = segment.allSatisfy { $0 < 0x80 } || String(validating: segment, as: UTF8.self) != nil
        guard count < Self.most, !isEmptyOrDots, isText else { throw .notFound }
        ends[count] = bytes.count
        count += 1
    }

    /// Reads up to the next `/` or the end, and leaves `index` there.
    private static func decode(_ raw: [UInt8], from index: inout Int, into decoded: inout [UInt8]) throws(Problem) {
        while index < raw.count, raw[index] != UInt8(ascii: "/") {
            if raw[index] == UInt8(ascii: "%") {
                guard index + 2 < raw.count, let high = raw[index + 1].hexadecimal, let low = raw[index + 2].hexadecimal
                else {
                    throw Problem(.badRequest, "in the path, two hexadecimal digits must follow a %")
                }
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(raw[index])
                index += 1
            }
        }
    }
}

extension UInt8 {
    /// The value of a hexadecimal digit.
    fileprivate var hexadecimal: UInt8? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): self - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): self - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): self - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
