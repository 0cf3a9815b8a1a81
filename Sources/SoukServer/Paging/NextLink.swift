import PercentCoding

/// The target of a list's next page: the present one's parameters, but for `count`, and the new cursor.
enum NextLink {
    /// `query` as it came; every byte that a URI or a `Link` field could stumble over is percent-encoded.
    static func target(_ path: String, _ query: Substring?, after cursor: String) -> String {
        var target = Array(path.utf8)
        target.reserveCapacity(256)
        target.append(UInt8(ascii: "?"))
        for piece in Array((query ?? "").utf8).split(separator: UInt8(ascii: "&")) {
            let name = decoded(piece.prefix { $0 != UInt8(ascii: "=") })
            if name.elementsEqual("after".utf8) || name.elementsEqual("count".utf8) { continue }
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

    /// A parameter's name without its percent-encoding; it has been read as one before.
    private static func decoded(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard name.contains(UInt8(ascii: "%")) else { return name }
        return Array((String(decoding: name, as: UTF8.self).percentDecoded ?? "").utf8)[...]
    }
}
