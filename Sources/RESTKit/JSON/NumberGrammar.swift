/// RFC 8259 §6: what a number looks like.
enum NumberGrammar {
    /// The index after the number that begins at `start`, or nil when there is none.
    static func end(in bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        if byte(bytes, index) == UInt8(ascii: "-") { index += 1 }
        guard let whole = digits(bytes, from: index) else { return nil }
        if bytes[index] == UInt8(ascii: "0"), whole > index + 1 { return nil }
        index = whole
        if byte(bytes, index) == UInt8(ascii: ".") {
            guard let fraction = digits(bytes, from: index + 1) else { return nil }
            index = fraction
        }
        guard byte(bytes, index).map({ $0 | 0x20 }) == UInt8(ascii: "e") else { return index }
        index += 1
        if let sign = byte(bytes, index), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") { index += 1 }
        return digits(bytes, from: index)
    }

    private static func byte(_ bytes: [UInt8], _ index: Int) -> UInt8? {
        index < bytes.count ? bytes[index] : nil
    }

    /// The index after at least one digit, else nil.
    private static func digits(_ bytes: [UInt8], from start: Int) -> Int? {
        var index = start
        while index < bytes.count, bytes[index] >= UInt8(ascii: "0"), bytes[index] <= UInt8(ascii: "9") { index += 1 }
        return index > start ? index : nil
    }
}
