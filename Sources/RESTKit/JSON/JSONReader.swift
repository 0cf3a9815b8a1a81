public import NIOCore

/// Reads the bytes of a body as one JSON value (RFC 8259), strictly and in linear time.
///
/// Refused: an empty body, a byte order mark, UTF-16 or -32, invalid UTF-8, lone surrogates, duplicate and long keys,
/// too deep nesting, too many values, trailing commas, `NaN`, and anything after the value.
public struct JSONReader {
    /// How many objects and arrays may be open at once, the body's own counted.
    public static let maximumDepth = 32
    /// How many values there may be in all, objects and arrays counted with what is in them. A value of two bytes costs some
    /// hundred nanoseconds and an allocation: a body of nothing else would hold an event loop for 44 ms.
    public static let maximumValues = 10_000
    /// The longest key in bytes of UTF-8, after its escapes are undone.
    public static let maximumKeyBytes = 128

    let bytes: [UInt8]
    var index = 0
    private var depth = 0
    private var values = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The value that is all of `body`. Throws ``JSONSyntaxError`` for anything else.
    public static func read(_ body: ByteBuffer) throws(JSONSyntaxError) -> JSON {
        try read(Array(body.readableBytesView))
    }

    /// The value that is all of `bytes`. Throws ``JSONSyntaxError`` for anything else.
    public static func read(_ bytes: [UInt8]) throws(JSONSyntaxError) -> JSON {
        try checkEncoding(bytes)
        var reader = JSONReader(bytes)
        reader.skipSpace()
        if reader.index == bytes.count { throw JSONSyntaxError(at: 0, "there is nothing to read") }
        let value = try reader.value()
        reader.skipSpace()
        if reader.index < bytes.count { throw reader.fault("something follows the value") }
        return value
    }

    private mutating func value() throws(JSONSyntaxError) -> JSON {
        guard let byte = next else { throw fault("a value is missing at the end") }
        if values == Self.maximumValues { throw fault("there are more than \(Self.maximumValues) values") }
        values += 1
        switch byte {
        case UInt8(ascii: "{"): return .object(try nested { reader throws(JSONSyntaxError) in try reader.object() })
        case UInt8(ascii: "["): return .array(try nested { reader throws(JSONSyntaxError) in try reader.array() })
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try number())
        case UInt8(ascii: "t"): return try word("true", .boolean(true))
        case UInt8(ascii: "f"): return try word("false", .boolean(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw fault("no value begins like this")
        }
    }

    private mutating func nested<Container>(
        _ read: (inout Self) throws(JSONSyntaxError) -> Container
    ) throws(JSONSyntaxError) -> Container {
        if depth == Self.maximumDepth {
            throw fault("more than \(Self.maximumDepth) objects and arrays are open at once")
        }
        depth += 1
        index += 1
        skipSpace()
        let container = try read(&self)
        depth -= 1
        return container
    }

    private mutating func array() throws(JSONSyntaxError) -> [JSON] {
        var elements: [JSON] = []
        if take(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value())
            skipSpace()
            if take(UInt8(ascii: "]")) { return elements }
            guard take(UInt8(ascii: ",")) else { throw fault("',' or ']' is missing") }
            skipSpace()
        }
    }

    private mutating func object() throws(JSONSyntaxError) -> JSONObject {
        var members: [JSONObject.Member] = []
        var names = NameSet()
        if take(UInt8(ascii: "}")) { return JSONObject(members) }
        while true {
            let name = try self.name(notIn: &names)
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw fault("':' is missing") }
            skipSpace()
            members.append(JSONObject.Member(name: name, value: try value()))
            skipSpace()
            if take(UInt8(ascii: "}")) { return JSONObject(members) }
            guard take(UInt8(ascii: ",")) else { throw fault("',' or '}' is missing") }
            skipSpace()
        }
    }

    private mutating func name(notIn names: inout NameSet) throws(JSONSyntaxError) -> String {
        let start = index
        guard next == UInt8(ascii: "\"") else { throw fault("a key in double quotes is missing") }
        let name = try string()
        if name.utf8.count > Self.maximumKeyBytes {
            throw JSONSyntaxError(at: start, "a key is longer than \(Self.maximumKeyBytes) bytes")
        }
        if !names.insert(name) { throw JSONSyntaxError(at: start, "a key is given twice") }
        return name
    }

    private mutating func number() throws(JSONSyntaxError) -> JSONNumber {
        guard let end = NumberGrammar.end(in: bytes, from: index) else { throw fault("a number is malformed") }
        defer { index = end }
        return JSONNumber(checked: String(decoding: bytes[index..<end], as: UTF8.self))
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONSyntaxError) -> JSON {
        let end = index + word.utf8CodeUnitCount
        guard end <= bytes.count, word.withUTF8Buffer({ $0.elementsEqual(bytes[index..<end]) }) else {
            throw fault("no value begins like this")
        }
        index = end
        return value
    }
}

extension JSONReader {
    var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    func fault(_ reason: String) -> JSONSyntaxError { JSONSyntaxError(at: index, reason) }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        index += 1
        return true
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
    }
}
