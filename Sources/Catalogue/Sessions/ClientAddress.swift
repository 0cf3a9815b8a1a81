import Glibc
public import SQLEngines

/// Where a client calls from, as far as throttling is concerned: an IPv4 address, or an IPv6 network of 64 bits, which
/// is what one customer gets (RFC 6177); an IPv4 address mapped into IPv6 counts as itself.
public struct ClientAddress: Sendable, Hashable {
    /// `192.0.2.1`, `2001:db8::/64`; what is no IP address as it came, at most 64 bytes of it.
    public let key: String

    public init(_ text: String) {
        let address = text.prefix { $0 != "%" }
        if let groups = Self.groups(String(address)) {
            key = Self.key(of: groups)
        } else {
            key = String(decoding: text.utf8.prefix(64), as: UTF8.self)
        }
    }

    private static func groups(_ text: String) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: 16)
        return inet_pton(AF_INET6, text, &bytes) == 1 ? bytes : nil
    }

    private static func key(of bytes: [UInt8]) -> String {
        if bytes[0..<10].allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return bytes[12...].map { String($0) }.joined(separator: ".")
        }
        let network = stride(from: 0, to: 8, by: 2).map { index in
            String(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]), radix: 16)
        }
        return network.joined(separator: ":") + "::/64"
    }
}

extension ClientAddress: SQLEncodable {
    public var sqlValue: SQLValue { .text(key) }
}
