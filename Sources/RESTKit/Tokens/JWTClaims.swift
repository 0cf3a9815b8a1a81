/// A token's claims as its signer wrote them, to be read once the signature is proven.
struct JWTClaims {
    private let object: JSONObject

    init(_ part: ArraySlice<UInt8>) throws(TokenError) {
        object = try JSONObject(part: part)
    }

    /// The claims, when all are there, of their types, and meant for us. Whether they have expired is not looked at.
    func checked(issuer: String, audience: String, at now: Int64) throws(TokenError) -> TokenClaims {
        guard try text("iss").hasSameBytes(as: issuer) else { throw .invalid("iss") }
        guard isFor(audience) else { throw .invalid("aud") }
        let claims = TokenClaims(
            subject: try text("sub"), sessionID: try text("sid"), tokenID: try text("jti"),
            issuedAt: try time("iat"), expiresAt: try time("exp"), authenticatedAt: try time("auth_time"),
            role: try text("role"))
        let latest = now + JWT.clockSkew
        guard claims.issuedAt <= latest else { throw .invalid("iat") }
        guard claims.authenticatedAt <= latest else { throw .invalid("auth_time") }
        if object["nbf"] != nil, try time("nbf") > latest { throw .invalid("nbf") }
        return claims
    }

    /// RFC 7519 §4.1.3: a string, or an array of strings that has ours.
    private func isFor(_ audience: String) -> Bool {
        switch object["aud"] {
        case .string(let text): text.hasSameBytes(as: audience)
        case .array(let all):
            all.allSatisfy { if case .string = $0 { true } else { false } } && all.contains(.string(audience))
        default: false
        }
    }

    private func text(_ name: String) throws(TokenError) -> String {
        guard case .string(let text) = object[name], !text.isEmpty else { throw .invalid(name) }
        return text
    }

    /// Whole seconds since 1970.
    private func time(_ name: String) throws(TokenError) -> Int64 {
        guard case .number(let number) = object[name], let seconds = number.integer, seconds >= 0 else {
            throw .invalid(name)
        }
        return seconds
    }
}
