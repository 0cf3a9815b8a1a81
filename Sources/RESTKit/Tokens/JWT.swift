import Crypto
import NIOCore

/// Signs and verifies our JSON Web Tokens (RFC 7519, best practice of RFC 8725): HS256 (RFC 7518 §3.2) and nothing else.
///
/// The gate is strict because nobody else makes tokens for us. A token counts only if it is exactly three parts of
/// canonical base64url, its header has `alg`, `kid` and `typ` and nothing else, `alg` is `HS256`, `typ` is the kind asked
/// for, `kid` names a key we have, the MAC is that key's, and all claims are there and of their types. Claims that we do
/// not know are ignored (RFC 7519 §4), but `nbf` is honoured.
public struct JWT: Sendable {
    /// Longer tokens are refused unread.
    public static let longest = 4_096
    /// How far ahead of ours the clock of the instance that issued a token may be, in seconds. `exp` has no leeway.
    public static let clockSkew: Int64 = 30

    static let algorithm = "HS256"
    private let keys: KeyRing
    private let issuer: String
    private let audience: String

    /// - Parameters:
    ///   - issuer: `iss`, this service's name for itself.
    ///   - audience: `aud`, whom the tokens are for.
    public init(keys: KeyRing, issuer: String, audience: String) {
        self.keys = keys
        self.issuer = issuer
        self.audience = audience
    }

    /// A token, signed by the current key.
    public func sign(_ claims: TokenClaims, as kind: TokenKind) -> String {
        var header = JSONWriter(capacity: 96)
        header.beginObject()
        header.member("alg", Self.algorithm)
        header.member("kid", keys.current.id)
        header.member("typ", kind.rawValue)
        header.endObject()
        let signed = "\(encoded(header)).\(encoded(claims.json(issuer: issuer, audience: audience)))"
        let code = HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: keys.current.secret)
        return "\(signed).\(Base64URL.encode(Array(code)))"
    }

    /// The claims of a token of this kind that is ours, unchanged, and at `now` (seconds since 1970) not expired.
    public func verify(_ token: String, as kind: TokenKind, at now: Int64) throws(TokenError) -> TokenClaims {
        guard token.utf8.count <= Self.longest else { throw .invalid("too long") }
        let bytes = Array(token.utf8)
        let parts = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard parts.count == 3 else { throw .invalid("not three parts") }
        let key = try JWTHeader(parts[0]).key(of: keys, for: kind)
        guard let code = Base64URL.decode(parts[2]),
            HMAC<SHA256>.isValidAuthenticationCode(
                code, authenticating: bytes[..<(parts[2].startIndex - 1)], using: key.secret)
        else { throw .invalid("signature") }
        let claims = try JWTClaims(parts[1]).checked(issuer: issuer, audience: audience, at: now)
        guard now < claims.expiresAt else { throw .expired(claims) }
        return claims
    }

    private func encoded(_ json: consuming JSONWriter) -> String {
        Base64URL.encode(json.finish().readableBytesView)
    }
}

extension TokenClaims {
    fileprivate func json(issuer: String, audience: String) -> JSONWriter {
        var json = JSONWriter()
        json.beginObject()
        json.member("iss", issuer)
        json.member("aud", audience)
        json.member("sub", subject)
        json.member("sid", sessionID)
        json.member("jti", tokenID)
        json.member("iat", issuedAt)
        json.member("exp", expiresAt)
        json.member("auth_time", authenticatedAt)
        json.member("role", role)
        json.endObject()
        return json
    }
}

extension JSONWriter {
    fileprivate mutating func member(_ name: StaticString, _ text: String) {
        key(name)
        string(text)
    }

    fileprivate mutating func member(_ name: StaticString, _ number: Int64) {
        key(name)
        integer(number)
    }
}
