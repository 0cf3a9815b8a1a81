/// `uri-host [ ":" port ]` (RFC 9110 §7.2, RFC 3986 §3.2.2). An empty host is not one of http's (RFC 9110 §4.2.1).
enum HostName {
    static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let afterHost = bytes.first == UInt8(ascii: "[") ? endOfLiteral(bytes) : endOfName(bytes) else {
            return false
        }
        return isPort(UnsafeRawBufferPointer(rebasing: bytes[afterHost...]))
    }

    /// `reg-name` or IPv4, whose grammar it contains.
    private static func endOfName(_ bytes: UnsafeRawBufferPointer) -> Int? {
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
    private static func endOfLiteral(_ bytes: UnsafeRawBufferPointer) -> Int? {
        guard let end = bytes.firstIndex(of: UInt8(ascii: "]")),
            let text = String(validating: bytes[1..<end], as: UTF8.self), text.utf8.contains(UInt8(ascii: ":")),
            IPAddress(text) != nil
        else { return nil }
        return end + 1
    }

    private static func isPort(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let colon = bytes.first else { return true }
        guard colon == UInt8(ascii: ":") else { return false }
        var port = 0
        for digit in bytes.dropFirst() {
            guard digit.isDigit else { return false }
            port = min(port * 10 + Int(digit - UInt8(ascii: "0")), 65_536)
        }
        return port < 65_536
    }
}
