import Catalogue
import RESTKit
import Synchronization

/// Spells sessions as tokens and reads them back.
///
/// An access token (RFC 9068) is good for 15 minutes, or for the session's rest; a refresh token for the session's rest,
/// and for one use. The same grant is spelled as the same refresh token.
final class Tokens: Sendable {
    /// What a login or a refresh answers.
    struct Pair: Sendable, Equatable {
        let access: String
        let refresh: String
        /// Seconds until the access token expires.
        let expiresIn: Int64
    }

    private struct Spelling: Sendable {
        let jwt: JWT
        let access: VerifiedTokens

        init(_ keys: KeyRing) {
            jwt = JWT(keys: keys, issuer: Tokens.service, audience: Tokens.service)
            access = VerifiedTokens(jwt, kind: .access)
        }
    }

    /// An access token's life in seconds.
    static let accessLifetime: Int64 = 15 * 60

    private static let service = "souk"
    /// A refresh token gives no right but to be refreshed, so it names no role: a role's change does not change it.
    private static let noRole = "none"

    private let clock: WallClock
    private let random: SecureRandom
    private let spelling: Mutex<Spelling>

    init(_ keys: KeyRing, clock: WallClock, random: SecureRandom = .system) {
        self.clock = clock
        self.random = random
        spelling = Mutex(Spelling(keys))
    }

    /// Signs and verifies with these keys from now on.
    func use(_ keys: KeyRing) {
        spelling.withLock { $0 = Spelling(keys) }
    }

    /// The grant's tokens.
    func pair(for grant: SessionGrant) -> Pair {
        let session = grant.session
        let now = clock.seconds
        let accessEnd = min(now + Self.accessLifetime, session.expiresAt.seconds)
        let access = session.claims(
            "\(UniqueID<Tokens>(random))", role: session.role.rawValue, from: now, until: accessEnd)
        let refresh = session.claims(
            "\(grant.refreshID)", role: Self.noRole, from: grant.refreshIssuedAt.seconds,
            until: session.expiresAt.seconds)
        let jwt = spelling.withLock { $0.jwt }
        return Pair(
            access: jwt.sign(access, as: .access), refresh: jwt.sign(refresh, as: .refresh), expiresIn: accessEnd - now)
    }

    /// A page token for the session. `tokenID`: nil makes a new one.
    func page(for session: LiveSession, tokenID: String?, until end: Int64) -> String {
        let id = tokenID ?? "\(UniqueID<Tokens>(random))"
        let claims = session.claims(id, role: Self.noRole, from: clock.seconds, until: end)
        return spelling.withLock { $0.jwt }.sign(claims, as: .page)
    }

    /// A token that lets whoever has it make the first admin, for an hour.
    func welcome() -> String {
        let now = clock.seconds
        let claims = TokenClaims(
            subject: "0", sessionID: "none", tokenID: "\(UniqueID<Tokens>(random))", issuedAt: now,
            expiresAt: now + 60 * 60, authenticatedAt: now, role: Self.noRole)
        return spelling.withLock { $0.jwt }.sign(claims, as: .welcome)
    }

    /// What a token of that kind says, once it is proven ours.
    func verify(_ token: String, as kind: TokenKind) throws(TokenError) -> TokenClaims {
        try spelling.withLock { $0.jwt }.verify(token, as: kind, at: clock.seconds)
    }

    /// What an access token says, once it is proven ours. Whether its session still lives is not looked at.
    func access(_ token: String) throws(TokenError) -> TokenClaims {
        try spelling.withLock { $0.access }.verify(token, at: clock.seconds)
    }

    /// What a refresh token says, once it is proven ours. Whether it was used before is not looked at.
    func refresh(_ token: String) throws(TokenError) -> TokenClaims {
        try spelling.withLock { $0.jwt }.verify(token, as: .refresh, at: clock.seconds)
    }
}

extension LiveSession {
    fileprivate func claims(_ tokenID: String, role: String, from start: Int64, until end: Int64) -> TokenClaims {
        TokenClaims(
            subject: "\(userID)", sessionID: "\(id)", tokenID: tokenID, issuedAt: start, expiresAt: end,
            authenticatedAt: authenticatedAt.seconds, role: role)
    }
}
