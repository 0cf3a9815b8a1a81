import NIOHTTP1
import RESTKit

/// Reads `Authorization: Bearer …` (RFC 6750 §2.1, RFC 9110 §11.4).
extension RequestHead {
    /// The token; nil when no credentials of this scheme came. Throws ``Problem/invalidToken`` for more than one
    /// `Authorization`, and for what cannot be a token.
    var bearerToken: String? {
        get throws(Problem) {
            let fields = headers["authorization"]
            guard let field = fields.first else { return nil }
            guard fields.count == 1 else { throw .invalidToken }
            let bytes = field.utf8
            let scheme = bytes.prefix { $0 != UInt8(ascii: " ") }
            guard scheme.isBearer else { return nil }
            let token = bytes[scheme.endIndex...].drop { $0 == UInt8(ascii: " ") }
            guard !token.isEmpty, token.allSatisfy(\.isTokenCharacter) else { throw .invalidToken }
            return String(Substring(token))
        }
    }
}

extension Substring.UTF8View {
    /// Schemes are compared without case (RFC 9110 §11.1).
    fileprivate var isBearer: Bool {
        elementsEqual("bearer".utf8) { $0 | 0x20 == $1 }
    }
}

extension UInt8 {
    /// Of RFC 6750's `b64token`.
    fileprivate var isTokenCharacter: Bool {
        switch self {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}
