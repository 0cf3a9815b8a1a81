import NIOHPACK
import NIOHTTP1
import NIOHTTP2

/// A request head of HTTP/2 (RFC 9113 §8.3) that ``HTTP2Grammar`` lets pass, brought to the same shape and checked by the same rules
/// as HTTP/1.1's.
struct HTTP2Head {
    private(set) var fields = HeaderFields()
    private(set) var controls = RequestControls()
    private(set) var method = HTTPMethod.GET
    private(set) var target = ""
    private(set) var fault: HTTPFault?
    private var authority: String?

    init(_ headers: HPACKHeaders, limits: HTTPServer.Limits) {
        do throws(HTTPFault) {
            for (name, value, _) in headers { try note(name, value) }
            try check(limits)
        } catch {
            fault = error
        }
    }

    func requestHead(from client: ClientAddress, id: String, hasBody: Bool) -> RequestHead {
        RequestHead(
            method: method, target: target, headers: fields, remoteAddress: client.text(for: fields),
            id: id, hasBody: hasBody)
    }

    private mutating func note(_ name: String, _ value: String) throws(HTTPFault) {
        switch name {
        case ":method": method = try Self.method(value)
        case ":path": target = value
        case ":authority": authority = value
        case ":scheme": break
        default:
            try name.utf8.span.withUnsafeBytes { (name) throws(HTTPFault) in
                try value.utf8.span.withUnsafeBytes { (value) throws(HTTPFault) in
                    guard value.isFieldContent, name.isToken else { throw FieldLine.hasControls }
                    try controls.note(name, value)
                }
            }
            fields.add(name: name, value: value)
        }
    }

    private static func method(_ text: String) throws(HTTPFault) -> HTTPMethod {
        try text.utf8.span.withUnsafeBytes { (bytes) throws(HTTPFault) in
            guard bytes.isToken else { throw .malformed("The method is not a name.") }
            guard bytes.count <= RequestLine.methodLimit else { throw .notImplemented("The method is unknown.") }
            return HTTPMethod(bytes: bytes)
        }
    }

    private mutating func check(_ limits: HTTPServer.Limits) throws(HTTPFault) {
        guard target.utf8.count <= limits.target else { throw .targetTooLong(limit: limits.target) }
        guard fields.bytes.count <= limits.headerBytes, fields.lines.count <= limits.headerFields else {
            throw .headerFieldsTooLarge
        }
        try checkAuthority()
        try controls.check(.http11)
        guard !target.isEmpty, target.utf8.allSatisfy(\.isTargetCharacter) else {
            throw .malformed("The target must be a path that begins with a slash.")
        }
        target = try RequestTarget.normalise(target, method: method)
        if controls.expectation == .unknown { throw .expectationFailed }
    }

    /// `:authority` is what `Host` was; both may stand there, and must agree (RFC 9113 §8.3.1).
    private mutating func checkAuthority() throws(HTTPFault) {
        guard let authority else { return }
        if let host = fields.first(name: "Host") {
            guard host.hasSameBytes(as: authority) else { throw .malformed("The Host field must be as the authority.") }
        } else {
            try note("host", authority)
        }
    }
}
