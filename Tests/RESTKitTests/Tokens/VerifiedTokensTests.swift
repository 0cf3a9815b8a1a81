import Testing

@testable import RESTKit

@Suite("Verified tokens")
struct VerifiedTokensTests {
    private let now = JWTTests.now
    private let jwt: JWT

    init() throws {
        jwt = JWT(
            keys: try KeyRing(current: .init(id: "k1", secret: JWTTests.secret)), issuer: "souk", audience: "shop")
    }

    @Test("A known token still expires to the second")
    func expiry() throws {
        let tokens = VerifiedTokens(jwt, kind: .access)
        let token = jwt.sign(JWTTests.claims, as: .access)
        #expect(try tokens.verify(token, at: now) == JWTTests.claims)
        #expect(tokens.count == 1)
        #expect(try tokens.verify(token, at: now + 899) == JWTTests.claims)
        #expect(throws: TokenError.expired(JWTTests.claims)) { try tokens.verify(token, at: now + 900) }
    }

    @Test("Forged, expired and foreign tokens are never kept")
    func forged() {
        let tokens = VerifiedTokens(jwt, kind: .access)
        let token = jwt.sign(JWTTests.claims, as: .access)
        for forged in [
            token + "A", JWTTests.token(secret: [UInt8](repeating: 8, count: 32)),
            jwt.sign(JWTTests.claims, as: .refresh),
        ] {
            #expect(throws: TokenError.self) { try tokens.verify(forged, at: now) }
        }
        #expect(throws: TokenError.self) { try tokens.verify(token, at: now + 900) }
        #expect(tokens.count == 0)
    }

    @Test("A token that is only canonically equivalent to a known one is refused")
    func equivalent() throws {
        let tokens = VerifiedTokens(jwt, kind: .access)
        var claims = JWTTests.claims
        var token = jwt.sign(claims, as: .access)
        for number in 0..<100 where !token.contains("K") {
            claims.tokenID = "t\(number)"
            token = jwt.sign(claims, as: .access)
        }
        #expect(try tokens.verify(token, at: now) == claims)
        let respelt = token.replacing("K", with: "\u{212A}")
        try #require(respelt == token, "the two are equal as text")
        #expect(throws: TokenError.self) { try tokens.verify(respelt, at: now) }
    }

    @Test("However many come, no more are kept than there is room for, and the newest stay")
    func bounded() throws {
        let tokens = VerifiedTokens(jwt, kind: .access, capacity: 64)
        var last = ""
        for number in 0..<1000 {
            var claims = JWTTests.claims
            claims.tokenID = "t\(number)"
            last = jwt.sign(claims, as: .access)
            _ = try tokens.verify(last, at: now)
            #expect(tokens.count <= 64)
        }
        #expect(tokens.count >= 16)
        let full = tokens.count
        _ = try tokens.verify(last, at: now)
        #expect(tokens.count == full)
    }
}
