import NIOCore

/// Who a request comes from: the socket's peer, or, when that is a trusted proxy, the nearest hop that is not one.
/// A proxy must set `X-Forwarded-For` or, where there is none, `Forwarded` (RFC 7239); with both, the first counts.
struct ClientAddress {
    /// nil where its text is none that ``IPAddress`` reads.
    private let peer: IPAddress?
    private let peerText: String
    private let trusted: [AddressRange]

    /// The peer of a Unix domain socket is this machine.
    init(peer: SocketAddress, trusted: [AddressRange]) {
        self.trusted = trusted
        let text = if case .unixDomainSocket = peer { "127.0.0.1" } else { peer.ipAddress ?? "" }
        self.peer = IPAddress(text.prefix { $0 != "%" })
        peerText = self.peer?.description ?? text
    }

    func text(for fields: HeaderFields) -> String {
        guard !trusted.isEmpty, let peer, isTrusted(peer) else { return peerText }
        var address = peer
        for hop in Self.hops(fields).reversed() {
            guard let next = Self.address(of: hop) else { break }
            address = next
            if !isTrusted(next) { break }
        }
        return address.description
    }

    private func isTrusted(_ address: IPAddress) -> Bool {
        trusted.contains { $0.contains(address) }
    }

    private static func hops(_ fields: HeaderFields) -> [String] {
        let plain = fields["X-Forwarded-For"]
        if !plain.isEmpty { return plain.flatMap { pieces(of: $0, between: ",") } }
        return fields["Forwarded"].flatMap { unquotedPieces(of: $0, between: ",").map(forParameter) }
    }

    /// By bytes: a character can be a comma and what stands before it in one, and several are equal to a semicolon.
    private static func pieces(of text: String, between separator: Unicode.Scalar) -> [String] {
        text.utf8.split(separator: UInt8(ascii: separator)).map { String(Substring($0)).trimmingBlanks() }
    }

    /// What stands in quotes is one piece (RFC 9110 §5.6.4): a proxy may put there what a client said. But quotes that do not
    /// end are none: a client may have opened them before what the proxy says.
    private static func unquotedPieces(of text: String, between separator: Unicode.Scalar) -> [String] {
        var (isQuoted, isEscaped) = (false, false)
        let found = text.utf8.split { byte in
            defer { isEscaped = isQuoted && !isEscaped && byte == UInt8(ascii: "\\") }
            if byte == UInt8(ascii: "\""), !isEscaped { isQuoted.toggle() }
            return !isQuoted && byte == UInt8(ascii: separator)
        }
        return isQuoted
            ? pieces(of: text, between: separator) : found.map { String(Substring($0)).trimmingBlanks() }
    }

    /// The `for=` of one element of a `Forwarded` field, without quotes; empty when there is none.
    private static func forParameter(_ element: String) -> String {
        for pair in unquotedPieces(of: element, between: ";") {
            if pair.lowercased().hasPrefix("for=") {
                return String(pair.dropFirst(4)).trimmingBlanks().replacing("\"", with: "")
            }
        }
        return ""
    }

    /// An address with or without a port; IPv6 with a port stands in brackets.
    private static func address(of hop: String) -> IPAddress? {
        if hop.hasPrefix("["), let end = hop.firstIndex(of: "]") {
            return IPAddress(hop[hop.index(after: hop.startIndex)..<end])
        }
        return IPAddress(hop) ?? IPAddress(hop.prefix { $0 != ":" })
    }
}
