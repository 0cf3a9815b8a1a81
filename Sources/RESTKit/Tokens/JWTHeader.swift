/// A token's protected header (RFC 7515 §4), which may say three things and nothing else: so there is no `crit` to obey,
/// no `jwk`, `jku` or `x5u` to be led by.
struct JWTHeader {
    private let alg: String
    private let kid: String
    private let typ: String

    init(_ part: ArraySlice<UInt8>) throws(TokenError) {
        let members = try JSONObject(part: part).members
        var alg: String?
        var kid: String?
        var typ: String?
        for member in members {
            guard case .string(let text) = member.value else { throw .invalid("header") }
            switch member.name {
            case "alg": alg = text
            case "kid": kid = text
            case "typ": typ = text
            default: throw .invalid("header")
            }
        }
        guard let alg, let kid, let typ, members.count == 3 else { throw .invalid("header") }
        self.alg = alg
        self.kid = kid
        self.typ = typ
    }

    /// The key that must have signed.
    func key(of keys: KeyRing, for kind: TokenKind) throws(TokenError) -> KeyRing.Key {
        guard alg.hasSameBytes(as: JWT.algorithm) else { throw .invalid("alg") }
        guard typ.hasSameBytes(as: kind.rawValue) else { throw .invalid("typ") }
        guard let key = keys.key(kid) else { throw .unknownKey }
        return key
    }
}

extension JSONObject {
    /// The object that a part of a token spells. Throws ``TokenError/invalid(_:)`` for anything but canonical base64url
    /// of a strict JSON object.
    init(part: ArraySlice<UInt8>) throws(TokenError) {
        guard let bytes = Base64URL.decode(part), let json = try? JSONReader.read(bytes),
            case .object(let object) = json
        else { throw .invalid("not a JSON object in base64url") }
        self = object
    }
}
