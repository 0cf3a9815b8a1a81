/// A range of IP addresses in CIDR notation: `10.0.0.0/8`, `fd00::/8`, or one address.
public struct AddressRange: Sendable, Hashable, CustomStringConvertible {
    private let network: IPAddress
    /// Of 128; an IPv4 range's is 96 more than it is written.
    private let prefixLength: Int

    /// nil when the text is not an address, or not one followed by `/` and a prefix length that fits it.
    public init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let address = IPAddress(parts[0]) else { return nil }
        let isDotted = !parts[0].utf8.contains(UInt8(ascii: ":"))
        let width = isDotted ? 32 : 128
        var length = width
        if parts.count == 2 {
            guard parts[1].utf8.allSatisfy(\.isDigit), let given = Int(parts[1]), given <= width else { return nil }
            length = given
        }
        prefixLength = length + 128 - width
        network = IPAddress(bits: address.bits & Self.mask(prefixLength))
    }

    /// The addresses that mean this machine to itself.
    public static let loopback = ["127.0.0.0/8", "::1"].compactMap { AddressRange($0) }

    public func contains(_ address: IPAddress) -> Bool {
        address.bits & Self.mask(prefixLength) == network.bits
    }

    public var description: String {
        "\(network)/\(network.isIPv4 && prefixLength >= 96 ? prefixLength - 96 : prefixLength)"
    }

    private static func mask(_ prefixLength: Int) -> UInt128 {
        prefixLength == 0 ? 0 : UInt128.max << UInt128(128 - prefixLength)
    }
}
