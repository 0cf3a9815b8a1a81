/// A route's path, `/item/{item_id}`: segments that must be the same byte for byte, and parameters that take any.
struct PathPattern: Sendable {
    enum Segment: Sendable, Equatable {
        case literal([UInt8])
        case parameter(String)
    }

    let segments: [Segment]
    let names: [String]

    /// Throws ``RouteTableError/badPattern(_:)`` unless `text` is `/`, or segments of `A-Z a-z 0-9 . _ - ~` and
    /// `{name}`s that differ, each after a `/`, and not too many of them.
    init(_ text: String) throws(RouteTableError) {
        guard text.hasPrefix("/") else { throw .badPattern(text) }
        var segments: [Segment] = []
        for part in text == "/" ? [] : text.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let segment = Segment(part) else { throw .badPattern(text) }
            segments.append(segment)
        }
        self.segments = segments
        names = segments.compactMap(\.name)
        guard Set(names).count == names.count, names.count <= PathParameters.most, segments.count <= PathSegments.most
        else { throw .badPattern(text) }
    }

    /// The parameters of a path of as many segments; nil when a literal differs.
    func match(_ path: borrowing PathSegments) -> PathParameters? {
        var values = InlineArray<4, Range<Int>>(repeating: 0..<0)
        var count = 0
        let text = path.text.utf8.span
        for index in segments.indices {
            switch segments[index] {
            case .literal(let literal):
                guard literal.isEqual(to: text.extracting(path[index])) else { return nil }
            case .parameter:
                values[count] = path[index]
                count += 1
            }
        }
        return PathParameters(names: names, text: path.text, ranges: values)
    }

    /// Whether this pattern is to be tried before `other`: where they part, this one has the literal.
    func isMoreExact(than other: PathPattern) -> Bool {
        for (mine, theirs) in zip(segments, other.segments) where (mine.name == nil) != (theirs.name == nil) {
            return mine.name == nil
        }
        return false
    }

    /// Whether both match the same paths.
    func isSame(as other: PathPattern) -> Bool {
        segments.count == other.segments.count
            && zip(segments, other.segments).allSatisfy { $0 == $1 || ($0.name != nil && $1.name != nil) }
    }
}

extension PathPattern.Segment {
    var name: String? {
        if case .parameter(let name) = self { name } else { nil }
    }

    var literal: [UInt8]? {
        if case .literal(let bytes) = self { bytes } else { nil }
    }

    fileprivate init?(_ text: Substring) {
        if text.hasPrefix("{"), text.hasSuffix("}") {
            let name = text.dropFirst().dropLast()
            guard !name.isEmpty, name.utf8.allSatisfy(Self.isWord) else { return nil }
            self = .parameter(String(name))
        } else {
            guard !text.isEmpty, text != ".", text != "..", text.utf8.allSatisfy(Self.isLiteral) else { return nil }
            self = .literal(Array(text.utf8))
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private static func isLiteral(_ byte: UInt8) -> Bool {
        isWord(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "~")
    }
}

extension [UInt8] {
    fileprivate func isEqual(to bytes: Span<UInt8>) -> Bool {
        guard count == bytes.count else { return false }
        for index in indices where self[index] != bytes[index] { return false }
        return true
    }
}
