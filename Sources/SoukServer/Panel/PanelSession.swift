import Catalogue
import RESTKit

/// A person's session in a browser: an ordinary session of the shop, whose id stands in a signed cookie.
///
/// It ends after 30 minutes without a page, and 12 hours after the password check. That pages are still asked for is written
/// into the cookie and nowhere else: it is given anew once a minute. Logout, disabling, a new password and a changed role
/// hold at once, as for every session.
struct PanelSession: Sendable {
    static let cookie = Cookie("souk")

    /// Seconds without a page after which a person is signed out.
    private static let idle: Int64 = 30 * 60
    /// Seconds after the password check.
    private static let lifetime: Int64 = 12 * 60 * 60
    /// Seconds after which a cookie is given anew.
    private static let renewal: Int64 = 60

    let sessions: SessionService
    let tokens: Tokens
    let clock: WallClock

    /// A new session, with a new id whatever the browser sent. The value of `Set-Cookie`. Throws as
    /// ``SessionService/logIn(email:password:from:)`` does.
    func open(email: String, password: String, from address: ClientAddress) async throws -> String {
        let grant = try await sessions.logIn(
            email: email, password: password, from: address, lifetime: .seconds(Self.lifetime))
        return cookie(for: grant.session, tokenID: nil)
    }

    /// `Set-Cookie`, when it is time for a new one.
    func renewed(_ visitor: Visitor) -> String? {
        guard clock.seconds - visitor.seenAt >= Self.renewal else { return nil }
        return cookie(for: visitor.session, tokenID: visitor.formToken)
    }

    /// What the cookie says of who is there. The gatekeeper has let them in.
    func claims(_ head: RequestHead) throws -> TokenClaims {
        guard let token = Self.cookie.value(in: head) else { throw Problem.authorizationRequired }
        do {
            return try tokens.verify(token, as: .page)
        } catch {
            throw Problem(error)
        }
    }

    func end(_ visitor: Visitor) async throws {
        try await sessions.end(visitor.session.id)
    }

    private func cookie(for session: LiveSession, tokenID: String?) -> String {
        let end = min(clock.seconds + Self.idle, session.authenticatedAt.seconds + Self.lifetime)
        return Self.cookie.field(tokens.page(for: session, tokenID: tokenID, until: end))
    }
}
