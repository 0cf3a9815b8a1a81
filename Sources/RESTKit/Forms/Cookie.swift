/// A cookie that only this host gets, over nothing but TLS (or on this machine), and that no script can read
/// (RFC 6265bis §4.1.3.2: the prefix `__Host-` makes the browser hold us to it).
public struct Cookie: Sendable {
    public let name: String

    /// `name` without its prefix.
    public init(_ name: String) {
        self.name = "__Host-" + name
    }

    /// The value that a browser sent; nil when it sent none, or more than one of that name.
    ///
    /// Bytes are compared, not characters: a Greek question mark is equal to `;`, and a cookie that anybody may set would
    /// hold another one.
    public func value(in head: RequestHead) -> String? {
        let beginning = Array("\(name)=".utf8)
        var found: [Substring.UTF8View] = []
        for field in head.headers["Cookie"] {
            for pair in field.utf8.split(separator: UInt8(ascii: ";")) {
                let pair = pair.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
                if pair.starts(with: beginning) { found.append(pair.dropFirst(beginning.count)) }
            }
        }
        return found.count == 1 ? String(Substring(found[0])) : nil
    }

    /// `Set-Cookie`, until the browser is closed.
    public func field(_ value: String) -> String {
        "\(name)=\(value); Path=/; Secure; HttpOnly; SameSite=Lax"
    }

    /// `Set-Cookie` that takes it away.
    public var removal: String {
        "\(name)=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0"
    }
}

extension RequestHead {
    /// Whether a browser says, as far as it says anything, that a page of this very site sent the request (Fetch Metadata;
    /// `Origin`, RFC 6454, of browsers that are older than that). What no other site can make a browser leave out.
    public var isFromThisSite: Bool {
        if let site = headers.first(name: "Sec-Fetch-Site") { return site == "same-origin" || site == "none" }
        guard let origin = headers.first(name: "Origin") else { return true }
        guard let host = headers.first(name: "Host"), let scheme = origin.firstRange(of: "://") else { return false }
        return origin[scheme.upperBound...].lowercased() == host.lowercased()
    }
}
