/// An IPv4 or IPv6 address as 128 bits; an IPv4 address is its IPv4-mapped IPv6 one (RFC 4291 §2.5.5.2).
public struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    let bits: UInt128

    init(bits: UInt128) {
        self.bits = bits
    }

    /// Reads dotted IPv4 or RFC 4291 IPv6 text, without brackets, port or zone. nil when it is neither.
    public init?(_ text: some StringProtocol) {
        if text.utf8.contains(UInt8(ascii: ":")) {
            guard let bits = Self.sixteenBytes(text) else { return nil }
            self.bits = bits
        } else {
            guard let bits = Self.fourBytes(text) else { return nil }
            self.bits = Self.mappedPrefix | UInt128(bits)
        }
    }

    var isIPv4: Bool { bits >> 32 == Self.mappedPrefix >> 32 }

    /// Dotted for IPv4, mapped or not; RFC 5952's shortest form for IPv6.
    public var description: String {
        if isIPv4 {
            return stride(from: 24, through: 0, by: -8).map { String(UInt8(truncatingIfNeeded: bits >> $0)) }
                .joined(separator: ".")
        }
        let groups = stride(from: 112, through: 0, by: -16).map { UInt16(truncatingIfNeeded: bits >> $0) }
        let zeros = Self.longestZeros(in: groups)
        let head = groups[..<zeros.lowerBound].map { String($0, radix: 16) }.joined(separator: ":")
        let tail = groups[zeros.upperBound...].map { String($0, radix: 16) }.joined(separator: ":")
        return zeros.isEmpty ? head + tail : head + "::" + tail
    }

    private static let mappedPrefix = UInt128(0xFFFF) << 32

    /// The first longest run of two or more zero groups, or an empty range at the end.
    private static func longestZeros(in groups: [UInt16]) -> Range<Int> {
        var longest = groups.count..<groups.count
        var start = 0
        while start < groups.count {
            let end = groups[start...].firstIndex { $0 != 0 } ?? groups.count
            if end - start > max(longest.count, 1) { longest = start..<end }
            start = end + 1
        }
        return longest
    }

    private static func fourBytes(_ text: some StringProtocol) -> UInt32? {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard part.count <= 3, part.allSatisfy(\.isDigit), part.count == 1 || part.first != UInt8(ascii: "0"),
                let byte = UInt8(String(decoding: part, as: UTF8.self))
            else { return nil }
            bits = bits << 8 | UInt32(byte)
        }
        return bits
    }

    private static func sixteenBytes(_ text: some StringProtocol) -> UInt128? {
        let halves = text.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
        guard let head = groups(halves[0], mayEndDotted: halves.count == 1) else { return nil }
        guard halves.count == 2 else { return head.count == 8 ? join(head) : nil }
        guard let tail = groups(halves[1], mayEndDotted: true), head.count + tail.count <= 7 else { return nil }
        return join(head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail)
    }

    private static func groups(_ text: some StringProtocol, mayEndDotted: Bool) -> [UInt16]? {
        if text.isEmpty { return [] }
        var groups: [UInt16] = []
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            if mayEndDotted, index == parts.count - 1, let bits = fourBytes(part) {
                groups += [UInt16(bits >> 16), UInt16(truncatingIfNeeded: bits)]
            } else {
                guard (1...4).contains(part.utf8.count), part.utf8.allSatisfy(\.isHexDigit),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups.count <= 8 ? groups : nil
    }

    private static func join(_ groups: [UInt16]) -> UInt128 {
        groups.reduce(0) { $0 << 16 | UInt128($1) }
    }
}
