import PercentCoding

/// A request's path as its percent-decoded segments (RFC 3986 §3.3), told by where they stand in it. `/` has none.
struct PathSegments: ~Copyable {
    /// Paths of more segments are not looked for.
    static let most = 8

    /// The path in which they stand, and maybe more behind it: as it came, or decoded when it has a `%`.
    let text: String
    private let places: Places

    var count: Int { places.count }

    subscript(_ index: Int) -> Range<Int> { places.ranges[index] }

    /// The first `length` bytes of `target`.
    ///
    /// Throws `not_found` for a path that can name nothing here: an empty or dot segment, too many of them, bytes that are not
    /// UTF-8, or more marks than a text may have; and `bad_request` for a `%` that two hexadecimal digits do not follow (RFC 3986 §2.1).
    init(_ target: String, length: Int) throws(Problem) {
        let plain = try target.utf8.span.withUnsafeBytes { (bytes) throws(Problem) in
            try Places(plain: UnsafeRawBufferPointer(rebasing: bytes[..<length]))
        }
        if let plain {
            (text, places) = (target, plain)
        } else {
            (text, places) = try Self.decoded(target.utf8.prefix(length))
        }
    }

    private static func decoded(_ path: Substring.UTF8View) throws(Problem) -> (String, Places) {
        var decoded: [UInt8] = []
        var ends: [Int] = []
        var rest = path.dropFirst().makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "/"):
                ends.append(decoded.count)
                decoded.append(byte)
            case UInt8(ascii: "%"):
                guard let escaped = rest.nextEscaped() else {
                    throw Problem(.badRequest, "in the path, two hexadecimal digits must follow a %")
                }
                decoded.append(escaped)
            default: decoded.append(byte)
            }
        }
        guard let text = String(validating: decoded, as: UTF8.self), text.boundingMarks().utf8.count == decoded.count
        else {
            throw .notFound
        }
        var places = Places()
        try decoded.span.withUnsafeBytes { (bytes) throws(Problem) in
            var start = 0
            for end in ends + [decoded.count] {
                try places.add(start..<end, of: bytes)
                start = end + 1
            }
        }
        return (text, places)
    }

    private struct Places {
        private(set) var ranges = InlineArray<8, Range<Int>>(repeating: 0..<0)
        private(set) var count = 0

        init() {}

        /// The segments as they stand; nil when one has to be decoded.
        init?(plain path: UnsafeRawBufferPointer) throws(Problem) {
            guard path.first == UInt8(ascii: "/") else { throw .notFound }
            var start = 1
            for index in 1..<path.count {
                if path[index] == UInt8(ascii: "%") { return nil }
                guard path[index] == UInt8(ascii: "/") else { continue }
                try add(start..<index, of: path)
                start = index + 1
            }
            if path.count > 1 { try add(start..<path.count, of: path) }
        }

        mutating func add(_ segment: Range<Int>, of path: UnsafeRawBufferPointer) throws(Problem) {
            let isEmptyOrDots = segment.count <= 2 && path[segment].allSatisfy { $0 == UInt8(ascii: ".") }
            guard count < PathSegments.most, !isEmptyOrDots else { throw .notFound }
            ranges[count] = segment
            count += 1
        }
    }
}
