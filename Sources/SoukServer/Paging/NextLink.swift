import PercentCoding

/// The target of a list's next page: the present one's parameters, but for `count`, and the new cursor.
enum NextLink {
    /// `query` as it came; every byte that a URI or a `Link` field could stumble over is percent-encoded.
    static func target(_ path: String, _ query: Substring?, after cursor: String) -> String {
        var target = Array(path.utf8)
        target.reserveCapacity(256)
        target.append(UInt8(ascii: "?"))
        for piece in Array((query ?? "").utf8).split(separator: UInt8(ascii: "&")) {
            let name = String(decoding: piece.prefix { $0 != UInt8(ascii: "=") }, as: UTF8.self).percentDecoded
            if name == "after" || name == "count" { continue }
            for byte in piece { append(byte, to: &target) }
            target.append(UInt8(ascii: "&"))
        }
        target.append(contentsOf: "after=".utf8)
        target.append(contentsOf: cursor.utf8)
        return String(decoding: target, as: UTF8.self)
    }

    private static func append(_ byte: UInt8, to target: inout [UInt8]) {
        switch byte {
        case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "^"),
            UInt8(ascii: "`"), UInt8(ascii: "{"), UInt8(ascii: "|"), UInt8(ascii: "}"), ...0x20, 0x7F...:
            target.appendEscaped(byte)
        default:
            target.append(byte)
        }
    }
}
