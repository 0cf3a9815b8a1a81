import RESTKit

/// Reads `Authorization: Bearer …` (RFC 6750 §2.1, RFC 9110 §11.4).
extension RequestHead {
    /// The token; nil when no credentials of this scheme came. Throws ``Problem/invalidToken`` for more than one
    /// `Authorization`, and for what cannot be a token.
    var bearerToken: String? {
        get throws(Problem) {
            let fields = headers["authorization"]
            guard var field = fields.first else { return nil }
            guard fields.count == 1 else { throw .invalidToken }
            switch field.withUTF8({ Self.credentials(in: $0) }) {
            case .otherScheme: return nil
            case .malformed: throw .invalidToken
            case .token(let token): return token
            }
        }
    }

    private enum Credentials {
        case otherScheme, malformed
        case token(String)
    }

    /// Looked through as plain bytes: every locked request pays for it. Whether the token's characters are RFC 6750's is not
    /// asked here: whoever reads the token takes fewer.
    private static func credentials(in field: UnsafeBufferPointer<UInt8>) -> Credentials {
        let scheme = UnsafeBufferPointer(rebasing: field.prefix { $0 != UInt8(ascii: " ") })
        // Schemes are compared without case (RFC 9110 §11.1).
        guard scheme.elementsEqual("bearer".utf8, by: { $0 | 0x20 == $1 }) else { return .otherScheme }
        var start = scheme.endIndex
        while start < field.endIndex, field[start] == UInt8(ascii: " ") { start += 1 }
        if start == field.endIndex { return .malformed }
        return .token(String(decoding: UnsafeBufferPointer(rebasing: field[start...]), as: UTF8.self))
    }
}
