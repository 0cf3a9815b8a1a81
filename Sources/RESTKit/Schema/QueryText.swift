import PercentCoding

/// A query's parameters as they were sent: names and values percent-decoded, `+` a space as forms send it (RFC 3986,
/// and `application/x-www-form-urlencoded`), strictly UTF-8.
struct QueryText {
    /// More are refused before their names are looked at.
    static let maximumCount = 100

    let pairs: [(name: String, value: String)]

    /// Reads what follows a target's `?`. Throws ``MalformedQuery``.
    init(_ query: some StringProtocol, atMost most: Int = maximumCount) throws(MalformedQuery) {
        let pieces = query.utf8.split(separator: UInt8(ascii: "&"), maxSplits: most)
        guard pieces.count <= most else {
            throw MalformedQuery("The query has more than \(most) parameters.")
        }
        var pairs: [(String, String)] = []
        for piece in pieces {
            let end = piece.firstIndex(of: UInt8(ascii: "=")) ?? piece.endIndex
            let name = try Self.decoded(piece[..<end])
            pairs.append((name, try Self.decoded(piece[end...].dropFirst())))
        }
        self.pairs = pairs
    }

    private static func decoded(_ text: some Collection<UInt8>) throws(MalformedQuery) -> String {
        guard text.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
            return try checked(text)
        }
        var bytes: [UInt8] = []
        var rest = text.makeIterator()
        while let byte = rest.next() {
            switch byte {
            case UInt8(ascii: "+"): bytes.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let escaped = rest.nextEscaped() else {
                    throw MalformedQuery("The query has a '%' that two hexadecimal digits do not follow.")
                }
                bytes.append(escaped)
            default: bytes.append(byte)
            }
        }
        return try checked(bytes)
    }

    private static func checked(_ bytes: some Collection<UInt8>) throws(MalformedQuery) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw MalformedQuery("The query is not valid UTF-8 once its escapes are undone.")
        }
        return text.boundingMarks()
    }
}
