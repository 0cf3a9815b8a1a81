import NIOHTTP1

/// `method SP request-target SP HTTP-version` (RFC 9112 §3).
struct RequestLine {
    enum Version {
        case http10
        case http11
    }

    let method: HTTPMethod
    /// As it came, in whichever of the four forms.
    let target: String
    let version: Version

    /// No method is longer; above it 501, as for any other that is unknown.
    static let methodLimit = 64

    static func parse(_ bytes: UnsafeRawBufferPointer, targetLimit: Int) throws(HTTPFault) -> RequestLine {
        let method = try method(in: bytes)
        let afterMethod = UnsafeRawBufferPointer(rebasing: bytes[(method.count + 1)...])
        let target = try target(in: afterMethod, limit: targetLimit)
        let version = try version(UnsafeRawBufferPointer(rebasing: afterMethod[(target.count + 1)...]))
        return RequestLine(
            method: HTTPMethod(bytes: method), target: target.text, version: version)
    }

    /// Refuses as early as possible what cannot become a request line, and what is already too long.
    static func checkUnfinished(_ bytes: UnsafeRawBufferPointer, targetLimit: Int) throws(HTTPFault) {
        let length = bytes.prefix(methodLimit + 1).prefix(while: \.isToken).count
        if length == bytes.count || length == 0 && bytes.count == 1 && bytes[0] == 0x0D { return }
        let method = try method(in: bytes)
        let rest = UnsafeRawBufferPointer(rebasing: bytes[(method.count + 1)...])
        if rest.prefix(targetLimit + 1).allSatisfy(\.isTargetCharacter) {
            guard rest.count <= targetLimit else { throw .targetTooLong(limit: targetLimit) }
            return
        }
        let target = try target(in: rest, limit: targetLimit)
        guard rest.count - target.count <= " HTTP/1.1\r".utf8.count else { throw malformed }
    }

    private static func method(in bytes: UnsafeRawBufferPointer) throws(HTTPFault) -> UnsafeRawBufferPointer {
        var length = 0
        while length < bytes.count, bytes[length].isToken { length += 1 }
        guard length <= methodLimit else { throw .notImplemented("The method is unknown.") }
        guard length > 0, length < bytes.count, bytes[length] == 0x20 else { throw malformed }
        return UnsafeRawBufferPointer(rebasing: bytes[..<length])
    }

    private static func target(
        in bytes: UnsafeRawBufferPointer, limit: Int
    ) throws(HTTPFault) -> UnsafeRawBufferPointer {
        var length = 0
        while length < bytes.count, bytes[length].isTargetCharacter { length += 1 }
        guard length <= limit else { throw .targetTooLong(limit: limit) }
        guard length > 0, length < bytes.count, bytes[length] == 0x20 else { throw malformed }
        return UnsafeRawBufferPointer(rebasing: bytes[..<length])
    }

    private static func version(_ bytes: UnsafeRawBufferPointer) throws(HTTPFault) -> Version {
        guard bytes.count == 8, bytes.starts(with: "HTTP/".utf8), bytes[5].isDigit, bytes[6] == UInt8(ascii: "."),
            bytes[7].isDigit
        else { throw malformed }
        switch (bytes[5], bytes[7]) {
        case (UInt8(ascii: "1"), UInt8(ascii: "1")): return .http11
        case (UInt8(ascii: "1"), UInt8(ascii: "0")): return .http10
        default: throw .versionNotSupported
        }
    }

    private static let malformed = HTTPFault.malformed(
        "The request line must be a method, a target and HTTP/1.1, with one space between them.")
}

extension HTTPMethod {
    /// The methods of nearly all requests are told apart by their bytes.
    init(bytes: UnsafeRawBufferPointer) {
        switch bytes.count {
        case 3 where bytes.isSame(as: "GET"): self = .GET
        case 3 where bytes.isSame(as: "PUT"): self = .PUT
        case 4 where bytes.isSame(as: "HEAD"): self = .HEAD
        case 4 where bytes.isSame(as: "POST"): self = .POST
        case 5 where bytes.isSame(as: "PATCH"): self = .PATCH
        case 6 where bytes.isSame(as: "DELETE"): self = .DELETE
        case 7 where bytes.isSame(as: "OPTIONS"): self = .OPTIONS
        default: self = HTTPMethod(rawValue: bytes.text)
        }
    }

    /// Whether a request only asks to see something: `GET`, `HEAD`.
    var isReading: Bool {
        switch self {
        case .GET, .HEAD: true
        default: false
        }
    }
}
