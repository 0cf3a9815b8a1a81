import Crypto

@testable import RESTKit

extension Checks {
    private static let key = try? KeyRing.Key(id: "k", secret: [UInt8](repeating: 7, count: 32))
    private static let ring = key.flatMap { try? KeyRing(current: $0) }
    private static let jwt = ring.map { JWT(keys: $0, issuer: "souk", audience: "souk") }

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

    /// A token that we did not sign is not accepted; claims that we signed, whatever they are, do not end the program. What
    /// is accepted has three canonical parts.
    mutating func token(_ bytes: [UInt8]) {
        guard let jwt = Self.jwt, let key = Self.key else { preconditionFailure("no key") }
        let text = String(decoding: bytes, as: UTF8.self)
        for kind in TokenKind.allCases {
            require(timed { try? jwt.verify(text, as: kind, at: 0) } == nil, "accepted")
        }
        let header = Base64URL.encode(Array(#"{"alg":"HS256","kid":"k","typ":"at+jwt"}"#.utf8))
        let signed = "\(header).\(Base64URL.encode(bytes))"
        let code = HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: key.secret)
        let token = "\(signed).\(Base64URL.encode(Array(code)))"
        _ = timed { try? jwt.verify(token, as: .access, at: 0) }
        require((try? jwt.verify(token, as: .refresh, at: 0)) == nil, "taken for another kind")
        guard let decoded = timed({ Base64URL.decode(bytes) }) else { return }
        require(Array(Base64URL.encode(decoded).utf8) == bytes, "two spellings of the same bytes")
    }
}
