import NIOHTTP1

/// The four forms of a request target (RFC 9112 §3.2), brought to the one that the application knows: path and query.
enum RequestTarget {
    static func normalise(_ target: String, method: HTTPMethod) throws(HTTPFault) -> String {
        if case .CONNECT = method { throw .notImplemented("This is not a proxy.") }
        if target.utf8.first == UInt8(ascii: "/") { return target }
        if target == "*" {
            guard method == .OPTIONS else { throw .malformed("The target * is for OPTIONS only.") }
            return target
        }
        return try pathAndQuery(ofAbsolute: target, method: method)
    }

    /// What a client sends to a proxy, and a server must take as well (RFC 9112 §3.2.2). Its authority stands instead of
    /// `Host`, so it must be as valid.
    private static func pathAndQuery(ofAbsolute target: String, method: HTTPMethod) throws(HTTPFault) -> String {
        guard let schemeEnd = target.utf8.firstIndex(of: UInt8(ascii: ":")),
            ["http", "https"].contains(target[..<schemeEnd].lowercased()),
            target[schemeEnd...].utf8.starts(with: "://".utf8)
        else { throw malformed }
        let rest = target[target.utf8.index(schemeEnd, offsetBy: 3)...]
        let authorityEnd = rest.utf8.firstIndex { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") } ?? rest.endIndex
        guard rest[..<authorityEnd].utf8.span.withUnsafeBytes(HostName.isValid) else { throw malformed }
        let path = rest[authorityEnd...]
        if path.isEmpty { return method == .OPTIONS ? "*" : "/" }
        return path.utf8.first == UInt8(ascii: "?") ? "/" + path : String(path)
    }

    private static let malformed = HTTPFault.malformed("The target must be a path that begins with a slash.")
}
