/// The field lines of a header section (RFC 9110 §5) as the bytes that go over the wire: a request's are looked up where
/// they came, an answer's are written once. Names match in any case; lines keep their order.
public struct HeaderFields: Sendable {
    /// Where a line's name and value stand.
    struct Line: Sendable {
        private let name: Range<Int32>
        private let value: Range<Int32>

        /// Ranges in bytes that begin at `start`.
        init(_ name: Range<Int>, _ value: Range<Int>, from start: Int) {
            self.name = Int32(name.lowerBound + start)..<Int32(name.upperBound + start)
            self.value = Int32(value.lowerBound + start)..<Int32(value.upperBound + start)
        }

        var nameRange: Range<Int> { Int(name.lowerBound)..<Int(name.upperBound) }
        var valueRange: Range<Int> { Int(value.lowerBound)..<Int(value.upperBound) }
    }

    /// The lines, each as `name ":" OWS value OWS CRLF`.
    private(set) var bytes: [UInt8] = []
    private(set) var lines: [Line] = []

    public init() {}

    public init(_ fields: some Sequence<(String, String)>) {
        for (name, value) in fields { add(name: name, value: value) }
    }

    /// One line.
    public init(_ name: String, _ value: String) {
        add(name: name, value: value)
    }

    public var isEmpty: Bool { lines.isEmpty }

    /// The value of the first line of that name.
    public func first(name: String) -> String? {
        index(of: name, from: 0).map(value)
    }

    /// The values of all lines of that name, as they stand: none is taken apart at commas.
    public subscript(_ name: String) -> [String] {
        var values: [String] = []
        var next = 0
        while let index = index(of: name, from: next) {
            values.append(value(index))
            next = index + 1
        }
        return values
    }

    public func contains(name: String) -> Bool {
        index(of: name, from: 0) != nil
    }

    /// What `read` makes of the bytes of a name's only line; nil when there is none, or more than one.
    public func only<Value>(_ name: String, _ read: (UnsafeRawBufferPointer) -> Value) -> Value? {
        guard let index = index(of: name, from: 0), self.index(of: name, from: index + 1) == nil else { return nil }
        return bytes.withUnsafeBytes { read(UnsafeRawBufferPointer(rebasing: $0[lines[index].valueRange])) }
    }

    private func index(of name: String, from start: Int) -> Int? {
        let count = name.utf8.count
        var index = start
        while index < lines.count {
            if lines[index].nameRange.count == count, isName(lines[index].nameRange, name) { return index }
            index += 1
        }
        return nil
    }

    private func isName(_ range: Range<Int>, _ name: String) -> Bool {
        var index = range.lowerBound
        for byte in name.utf8 {
            guard bytes[index].isSame(ignoringCase: byte) else { return false }
            index += 1
        }
        return true
    }

    /// Bytes beyond ASCII, which mean nothing in any field that is read (RFC 9110 §5.5), are question marks: text that is not
    /// ASCII may cost the square of its length to compare (``Swift/String/boundingMarks()``).
    private func value(_ index: Int) -> String {
        let value = bytes[lines[index].valueRange]
        if value.allSatisfy({ $0 < 0x80 }) { return String(decoding: value, as: UTF8.self) }
        return String(decoding: value.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
}

extension HeaderFields {
    /// Adds a request's line as it came.
    mutating func append(_ line: FieldLine) {
        if lines.isEmpty { reserve() }
        lines.append(Line(line.nameRange, line.valueRange, from: bytes.count))
        bytes.append(contentsOf: line.bytes)
        appendLineEnd()
    }

    /// Adds a line. Whatever it holds, it does not end before it should: control characters of the value become spaces
    /// (RFC 9110 §5.5), and a line whose name is no token is left out.
    public mutating func add(name: String, value: String) {
        if lines.isEmpty { reserve() }
        name.utf8.span.withUnsafeBytes { name in
            value.utf8.span.withUnsafeBytes { value in
                if name.isToken { append(name, value) }
            }
        }
    }

    private mutating func append(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        let valueStart = name.count + ": ".utf8.count
        lines.append(Line(0..<name.count, valueStart..<valueStart + value.count, from: bytes.count))
        bytes.append(contentsOf: name)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(UInt8(ascii: " "))
        if value.isFieldContent {
            bytes.append(contentsOf: value)
        } else {
            for byte in value { bytes.append(byte.isFieldContent ? byte : 0x20) }
        }
        appendLineEnd()
    }

    /// Adds another's lines behind these.
    public mutating func add(contentsOf other: HeaderFields) {
        for line in other.lines { lines.append(Line(line.nameRange, line.valueRange, from: bytes.count)) }
        bytes.append(contentsOf: other.bytes)
    }

    /// Makes a line the only one of its name.
    public mutating func replaceOrAdd(name: String, value: String) {
        remove(name: name)
        add(name: name, value: value)
    }

    public mutating func remove(name: String) {
        guard contains(name: name) else { return }
        self = HeaderFields(filter { !$0.name.isSame(ignoringCase: name) }.map { ($0.name, $0.value) })
    }

    private mutating func appendLineEnd() {
        bytes.append(0x0D)
        bytes.append(0x0A)
    }

    /// Room for what most heads hold.
    private mutating func reserve() {
        bytes.reserveCapacity(480)
        lines.reserveCapacity(14)
    }
}

extension HeaderFields: Sequence {
    public struct Iterator: IteratorProtocol {
        fileprivate let fields: HeaderFields
        fileprivate var index = 0

        public mutating func next() -> (name: String, value: String)? {
            guard index < fields.lines.count else { return nil }
            defer { index += 1 }
            return (String(decoding: fields.bytes[fields.lines[index].nameRange], as: UTF8.self), fields.value(index))
        }
    }

    public func makeIterator() -> Iterator { Iterator(fields: self) }
}

extension HeaderFields: Equatable {
    /// The same lines byte for byte.
    public static func == (left: HeaderFields, right: HeaderFields) -> Bool { left.bytes == right.bytes }
}

extension HeaderFields: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, String)...) {
        self.init(elements)
    }
}

extension String {
    fileprivate func isSame(ignoringCase other: String) -> Bool {
        utf8.count == other.utf8.count && zip(utf8, other.utf8).allSatisfy { $0.isSame(ignoringCase: $1) }
    }
}
