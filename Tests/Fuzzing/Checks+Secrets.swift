import Crypto

@testable import RESTKit

extension Checks {
    private static let key = try? KeyRing.Key(id: "k", secret: [UInt8](repeating: 7, count: 32))
    private static let ring = key.flatMap { try? KeyRing(current: $0) }
    private static let jwt = ring.map { JWT(keys: $0, issuer: "souk", audience: "souk") }
    private static let header = Base64URL.encode(Array(#"{"alg":"HS256","kid":"k","typ":"at+jwt"}"#.utf8))
    private static let claims = Base64URL.encode(
        Array(
            """
            {"iss":"souk","aud":"souk","sub":"1","sid":"s","jti":"j","iat":0,"exp":9,"auth_time":0,"role":"editor"}
            """.utf8))

    /// A cursor that nobody sealed does not open, and a payload is read as what it is written as.
    mutating func cursor(_ bytes: [UInt8]) {
        guard let ring = Self.ring else { preconditionFailure("no key") }
        let seal = CursorSeal(ring)
        let text = String(decoding: bytes, as: UTF8.self)
        require(timed { try? seal.open(text, of: "/item", meaning: "") } == nil, "opened")
        _ = timed { seal.isOfUnknownKey(text) }
        guard let values = timed({ CursorPayload.read(bytes[...]) }) else { return }
        var written: [UInt8] = []
        CursorPayload.write(values, to: &written)
        require(written == bytes, "written as something else")
    }

    /// A token that we did not sign is not accepted. Of those that we signed, whatever stands in them, one is accepted as
    /// what its header says and only if its three parts are canonical.
    mutating func token(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        require(kinds(of: text).isEmpty, "accepted unsigned")
        for part in [Base64URL.encode(bytes), text] {
            let kinds = kindsSigned(part, Self.claims)
            require(
                kinds == Self.kinds(of: part) || kinds.isEmpty && part.utf8.count > JWT.longest / 2,
                "\(kinds) by the header \(part)")
            require(kindsSigned(Self.header, part).allSatisfy { $0 == .access }, "taken for another kind")
        }
        guard let decoded = timed({ Base64URL.decode(bytes) }) else { return }
        require(Array(Base64URL.encode(decoded).utf8) == bytes, "two spellings of the same bytes")
    }

    /// As what a token is accepted.
    private mutating func kinds(of token: String) -> [TokenKind] {
        guard let jwt = Self.jwt else { preconditionFailure("no key") }
        return TokenKind.allCases.filter { kind in timed { try? jwt.verify(token, as: kind, at: 0) } != nil }
    }

    /// As what a token of these parts is accepted under our signature.
    private mutating func kindsSigned(_ header: String, _ claims: String) -> [TokenKind] {
        guard let key = Self.key else { preconditionFailure("no key") }
        let signed = "\(header).\(claims)"
        let code = HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: key.secret)
        let token = "\(signed).\(Base64URL.encode(Array(code)))"
        let kinds = kinds(of: token)
        if !kinds.isEmpty { requireCanonical(token) }
        return kinds
    }

    /// Three parts, each in the one spelling of its bytes.
    private mutating func requireCanonical(_ token: String) {
        let parts = token.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let written = parts.compactMap { Base64URL.decode($0) }.map { Base64URL.encode($0) }
        require(written.count == 3 && written.joined(separator: ".") == token, "not canonical")
        // The last character of a code has two bits to spare; the next one of the alphabet differs in them alone.
        var respelt = Array(token.utf8)
        respelt[respelt.count - 1] += 1
        require(kinds(of: String(decoding: respelt, as: UTF8.self)).isEmpty, "the code in two spellings")
    }

    /// As what the only header that we write, in whichever order, may be accepted.
    private static func kinds(of header: String) -> [TokenKind] {
        guard let bytes = Base64URL.decode(header.utf8), case .object(let object) = try? JSONReader.read(bytes),
            object.members.count == 3, object["alg"] == "HS256", object["kid"] == "k"
        else { return [] }
        return TokenKind.allCases.filter { object["typ"] == .string($0.rawValue) }
    }
}
