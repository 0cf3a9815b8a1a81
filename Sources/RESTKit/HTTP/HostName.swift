/// `uri-host [ ":" port ]` (RFC 9110 §7.2, RFC 3986 §3.2.2). An empty host is not one of http's (RFC 9110 §4.2.1).
enum HostName {
    static func isValid(_ text: some StringProtocol) -> Bool {
        let bytes = Array(text.utf8)
        guard let afterHost = bytes.first == UInt8(ascii: "[") ? endOfLiteral(bytes) : endOfName(bytes) else {
            return false
        }
        return isPort(bytes[afterHost...])
    }

    /// `reg-name` or IPv4, whose grammar it contains.
    private static func endOfName(_ bytes: [UInt8]) -> Int? {
        var index = 0
        while index < bytes.count, bytes[index] != UInt8(ascii: ":") {
            if bytes[index] == UInt8(ascii: "%") {
                guard index + 2 < bytes.count, bytes[index + 1].isHexDigit, bytes[index + 2].isHexDigit else {
                    return nil
                }
                index += 3
            } else if bytes[index].isHostCharacter {
                index += 1
            } else {
                return nil
            }
        }
        return index > 0 ? index : nil
    }

    /// `[` IPv6 `]`; nobody has yet defined an `IPvFuture`.
    private static func endOfLiteral(_ bytes: [UInt8]) -> Int? {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "]")),
            let text = String(validating: bytes[1..<end], as: UTF8.self), text.utf8.contains(UInt8(ascii: ":")),
            IPAddress(text) != nil
        else { return nil }
        return end + 1
    }

    private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let colon = bytes.first else { return true }
        let digits = bytes.dropFirst()
        guard colon == UInt8(ascii: ":"), digits.allSatisfy(\.isDigit) else { return false }
        return digits.isEmpty || UInt16(String(decoding: digits, as: UTF8.self)) != nil
    }
}
