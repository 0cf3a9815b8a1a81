import Crypto
import Testing

@testable import RESTKit

@Suite("JSON Web Tokens")
struct JWTTests {
    static let now: Int64 = 1_800_000_000
    static let secret = [UInt8](repeating: 3, count: 32)
    static let claims = TokenClaims(
        subject: "7", sessionID: "s1", tokenID: "t1", issuedAt: now, expiresAt: now + 900, authenticatedAt: now - 60,
        role: "editor")
    static let header = #"{"alg":"HS256","kid":"k1","typ":"at+jwt"}"#
    static let payload = """
        {"iss":"souk","aud":"shop","sub":"7","sid":"s1","jti":"t1","iat":1800000000,"exp":1800000900,\
        "auth_time":1799999940,"role":"editor"}
        """

    let jwt: JWT

    init() throws {
        let ring = try KeyRing(
            current: .init(id: "k1", secret: Self.secret),
            others: [.init(id: "k0", secret: [UInt8](repeating: 4, count: 40))])
        jwt = JWT(keys: ring, issuer: "souk", audience: "shop")
    }

    /// A token of these texts, rightly signed.
    static func token(_ header: String = header, _ payload: String = payload, secret: [UInt8] = secret) -> String {
        let signed = Base64URL.encode(header.utf8) + "." + Base64URL.encode(payload.utf8)
        let code = HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: SymmetricKey(data: secret))
        return signed + "." + Base64URL.encode(Array(code))
    }

    @Test("What was signed verifies, for its own kind", arguments: TokenKind.allCases)
    func roundTrip(_ kind: TokenKind) throws {
        let token = jwt.sign(Self.claims, as: kind)
        #expect(try jwt.verify(token, as: kind, at: Self.now) == Self.claims)
        let other: TokenKind = kind == .access ? .refresh : .access
        #expect(throws: TokenError.invalid("typ")) { try jwt.verify(token, as: other, at: Self.now) }
    }

    @Test("The token is the one that RFC 7515 describes")
    func format() throws {
        #expect(jwt.sign(Self.claims, as: .access) == Self.token())
    }

    @Test("A token counts to the second before it expires, and is expired only when it is ours")
    func expiry() throws {
        let token = Self.token()
        #expect(try jwt.verify(token, as: .access, at: Self.now + 899) == Self.claims)
        #expect(throws: TokenError.expired(Self.claims)) { try jwt.verify(token, as: .access, at: Self.now + 900) }
        let forged = Self.token(secret: [UInt8](repeating: 5, count: 32))
        #expect(throws: TokenError.invalid("signature")) { try jwt.verify(forged, as: .access, at: Self.now + 900) }
    }

    @Test("A clock 30 seconds ahead is forgiven, 31 are not")
    func skew() throws {
        #expect(try jwt.verify(Self.token(), as: .access, at: Self.now - 30) == Self.claims)
        #expect(throws: TokenError.invalid("iat")) { try jwt.verify(Self.token(), as: .access, at: Self.now - 31) }
    }

    @Test(
        "A header that says anything else is refused, however it is signed",
        arguments: [
            #"{"alg":"none","kid":"k1","typ":"at+jwt"}"#, #"{"alg":"None","kid":"k1","typ":"at+jwt"}"#,
            #"{"alg":"RS256","kid":"k1","typ":"at+jwt"}"#, #"{"alg":"HS512","kid":"k1","typ":"at+jwt"}"#,
            #"{"alg":"HS384","kid":"k1","typ":"at+jwt"}"#, #"{"alg":"hs256","kid":"k1","typ":"at+jwt"}"#,
            #"{"alg":"","kid":"k1","typ":"at+jwt"}"#, #"{"alg":null,"kid":"k1","typ":"at+jwt"}"#,
            #"{"alg":["HS256"],"kid":"k1","typ":"at+jwt"}"#, #"{"kid":"k1","typ":"at+jwt"}"#,
            #"{"alg":"HS256","typ":"at+jwt"}"#, #"{"alg":"HS256","kid":"k2","typ":"at+jwt"}"#,
            #"{"alg":"HS256","kid":"K1","typ":"at+jwt"}"#, #"{"alg":"HS256","kid":"","typ":"at+jwt"}"#,
            #"{"alg":"HS256","kid":null,"typ":"at+jwt"}"#, #"{"alg":"HS256","kid":1,"typ":"at+jwt"}"#,
            #"{"alg":"HS256","kid":"\u212a1","typ":"at+jwt"}"#, #"{"alg":"HS256","kid":"../k1","typ":"at+jwt"}"#,
            #"{"alg":"HS256","kid":"k1"}"#, #"{"alg":"HS256","kid":"k1","typ":"JWT"}"#,
            #"{"alg":"HS256","kid":"k1","typ":"AT+JWT"}"#, #"{"alg":"HS256","kid":"k1","typ":"rt+jwt"}"#,
            #"{"alg":"HS256","kid":"k1","typ":"application/at+jwt"}"#,
            #"{"alg":"HS256","kid":"k1","typ":"at+jwt","cty":"JWT"}"#,
            #"{"alg":"HS256","kid":"k1","typ":"at+jwt","crit":["exp"]}"#,
            #"{"alg":"HS256","kid":"k1","typ":"at+jwt","crit":[]}"#,
            #"{"alg":"HS256","kid":"k1","typ":"at+jwt","jku":"https://evil.example"}"#,
            #"{"alg":"HS256","kid":"k1","typ":"at+jwt","jwk":{"kty":"oct","k":"AAAA"}}"#,
            #"{"alg":"HS256","kid":"k1","typ":"at+jwt","x5u":"https://evil.example"}"#,
            #"{"alg":"HS256","kid":"k1","typ":"at+jwt","x5c":[]}"#,
            #"{"alg":"HS256","kid":"k1","typ":"at+jwt","b64":false}"#,
            #"{"alg":"HS256","kid":"k1","typ":"at+jwt","zip":"DEF"}"#,
            #"{"alg":"HS256","kid":"k1","typ":"at+jwt","x":"y"}"#,
            #"{"alg":"HS256","alg":"HS256","kid":"k1","typ":"at+jwt"}"#,
            #"{"alg":"none","alg":"HS256","kid":"k1","typ":"at+jwt"}"#,
            #"{"alg":"HS256","kid":"k1","typ":"at+jwt",}"#, #"{"alg":"HS256","kid":"k1","typ":"at+jwt"} x"#,
            #"[{"alg":"HS256","kid":"k1","typ":"at+jwt"}]"#, "\u{FEFF}" + header, "", "{}", "null", "HS256",
        ])
    func foreignHeader(_ header: String) {
        #expect(isInvalid(Self.token(header)))
    }

    @Test(
        "A payload that is not ours, or not whole, is refused, however it is signed",
        arguments: [
            payload.replacing(#""iss":"souk","#, with: ""), payload.replacing(#""souk""#, with: #""Souk""#),
            payload.replacing(#""souk""#, with: #"["souk"]"#), payload.replacing(#""aud":"shop","#, with: ""),
            payload.replacing(#""shop""#, with: #""shops""#), payload.replacing(#""shop""#, with: "[]"),
            payload.replacing(#""shop""#, with: #"["a","b"]"#), payload.replacing(#""shop""#, with: #"["shop",1]"#),
            payload.replacing(#""shop""#, with: "null"), payload.replacing(#""shop""#, with: #"{"shop":1}"#),
            payload.replacing(#""sub":"7","#, with: ""), payload.replacing(#""sub":"7""#, with: #""sub":7"#),
            payload.replacing(#""sub":"7""#, with: #""sub":"""#), payload.replacing(#""sid":"s1","#, with: ""),
            payload.replacing(#""s1""#, with: "1"), payload.replacing(#""jti":"t1","#, with: ""),
            payload.replacing(#""t1""#, with: "null"), payload.replacing(#""iat":1800000000,"#, with: ""),
            payload.replacing("1800000000", with: #""1800000000""#),
            payload.replacing("1800000000", with: "1800000000.5"),
            payload.replacing("1800000000", with: "-1"), payload.replacing("1800000000", with: "1800000031"),
            payload.replacing("1800000000", with: "18000000000000000000000"),
            payload.replacing("1800000000", with: "true"),
            payload.replacing(#""exp":1800000900,"#, with: ""), payload.replacing("1800000900", with: #""1800000900""#),
            payload.replacing("1800000900", with: "null"), payload.replacing("1800000900", with: "1e400"),
            payload.replacing(#""auth_time":1799999940,"#, with: ""),
            payload.replacing("1799999940", with: "1900000000"),
            payload.replacing("1799999940", with: "false"), payload.replacing(#","role":"editor""#, with: ""),
            payload.replacing(#""editor""#, with: "[]"),
            payload.replacing(#""editor"}"#, with: #""editor","nbf":1900000000}"#),
            payload.replacing(#""editor"}"#, with: #""editor","role":"admin"}"#),
            payload.replacing(#""editor"}"#, with: #""editor","exp":9999999999}"#),
            payload.replacing(#""editor"}"#, with: #""editor","nbf":"x"}"#), payload + ",", "[" + payload + "]", "",
            "{}",
        ])
    func foreignPayload(_ payload: String) {
        #expect(isInvalid(Self.token(Self.header, payload)))
    }

    @Test(
        "Claims may be spelt as JSON allows, aud may be a list that has ours, and others are ignored",
        arguments: [
            payload, payload.replacing(#""shop""#, with: #"["else","shop"]"#), payload.replacing(",", with: " , "),
            payload.replacing(#""editor"}"#, with: #""editor","x":[1],"nbf":1800000000}"#),
            payload.replacing("1800000900", with: "1.8000009e9"), payload.replacing("editor", with: #"\u0065ditor"#),
        ])
    func accepted(_ payload: String) throws {
        #expect(try jwt.verify(Self.token(Self.header, payload), as: .access, at: Self.now) == Self.claims)
    }

    @Test("A token that lost, gained or changed a character anywhere is refused")
    func tampering() {
        let token = Array(Self.token().utf8)
        for index in token.indices {
            for character in Array("Ab1_-.= \u{E9}".utf8) where character != token[index] {
                expectInvalid(Array(token[..<index]) + [character] + Array(token[(index + 1)...]))
            }
            expectInvalid(Array(token[..<index]) + Array(token[(index + 1)...]))
            expectInvalid(Array(token[..<index]))
        }
    }

    @Test("Every other spelling of the same bytes is refused")
    func respelt() {
        let token = Self.token()
        let parts = token.split(separator: ".").map(String.init)
        for spelling in [
            token + "=", token + ".", "." + token, token + "\n", " " + token, token + ".x", parts[0] + "." + parts[1],
            parts[0] + "." + parts[1] + ".", "Bearer " + token, token.replacing("-", with: "+") + "+",
            parts[0] + "=." + parts[1] + "." + parts[2], parts[0] + ".." + parts[2], "..", "",
            parts[0] + "\u{200B}." + parts[1] + "." + parts[2],
        ] {
            #expect(isInvalid(spelling), "\(spelling)")
        }
        // The last character of a 32-byte MAC has two bits that say nothing; only zeros are canonical.
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        for last in alphabet where last != token.last {
            #expect(isInvalid(token.dropLast() + String(last)))
        }
    }

    @Test("A token signed by anything but the named key is refused")
    func keys() throws {
        #expect(isInvalid(Self.token(secret: [UInt8](repeating: 4, count: 40))))
        #expect(isInvalid(Self.token(secret: [])))
        let old = Self.token(Self.header.replacing("k1", with: "k0"), secret: [UInt8](repeating: 4, count: 40))
        #expect(try jwt.verify(old, as: .access, at: Self.now) == Self.claims)
    }

    @Test("A signature of another length or algorithm is refused")
    func algorithms() {
        let signed = Self.token().split(separator: ".").dropLast().joined(separator: ".")
        let key = SymmetricKey(data: Self.secret)
        let codes = [
            Array(HMAC<SHA512>.authenticationCode(for: Array(signed.utf8), using: key)),
            Array(HMAC<SHA384>.authenticationCode(for: Array(signed.utf8), using: key)),
            Array(HMAC<SHA256>.authenticationCode(for: Array(signed.utf8), using: key).prefix(16)),
            Array(SHA256.hash(data: Array(signed.utf8))), [UInt8](repeating: 0, count: 32), [],
        ]
        for code in codes { #expect(isInvalid("\(signed).\(Base64URL.encode(code))")) }
    }

    @Test("A long token is refused unread")
    func long() {
        let payload = Self.payload.replacing("s1", with: String(repeating: "s", count: 4000))
        #expect(throws: TokenError.invalid("too long")) {
            try jwt.verify(Self.token(Self.header, payload), as: .access, at: Self.now)
        }
    }

    private func expectInvalid(_ bytes: [UInt8]) {
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(isInvalid(text), "\(text)")
    }

    private func isInvalid(_ token: String) -> Bool {
        do throws(TokenError) {
            _ = try jwt.verify(token, as: .access, at: Self.now)
            return false
        } catch {
            switch error {
            case .invalid, .unknownKey: return true
            case .expired: return false
            }
        }
    }
}
