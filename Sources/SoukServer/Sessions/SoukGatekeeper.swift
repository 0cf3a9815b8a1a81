import Catalogue
import NIOHTTP1
import RESTKit

/// Decides who may pass, by the token and the live session behind it.
///
/// The token proves who somebody was; whether the session lives and what the user may do is asked anew every time, from
/// memory when it was asked lately.
struct SoukGatekeeper: Gatekeeper {
    let tokens: Tokens
    let renewal: KeyRenewal
    let sessions: SessionService
    let clock: WallClock

    /// How long ago the password check of a fresh login may be, in seconds.
    static let freshness = 5 * 60
    /// Where passwords are tried: an address with too many attempts is turned away before its body is read.
    private static let throttledPaths = ["/login", "/register", "/admin/login"]

    func admit(_ head: RequestHead, to route: Route, by access: Route.Access) async throws -> Caller? {
        switch access.lock {
        case .open:
            if Self.throttledPaths.contains(route.path) {
                try await sessions.checkAttempts(from: ClientAddress(head.remoteAddress))
            }
            return nil
        case .signedIn: return try await caller(head, role: access.role)
        case .fresh: return try await caller(head, role: access.role, isFresh: true)
        case .refreshToken: return try await refresher(head)
        case .anyToken: return try await anybody(head)
        case .browser: return try await visitor(head, role: access.role)
        }
    }

    /// Who has signed in with this browser. What changes something must come from a page of ours: the cookie alone would
    /// come with any site's form.
    private func visitor(_ head: RequestHead, role: RoleName?) async throws -> Caller {
        guard head.isFromThisSite || head.method == .GET || head.method == .HEAD else { throw Problem.csrfFailed }
        guard let token = PanelSession.cookie.value(in: head) else { throw Problem.authorizationRequired }
        let claims = try await explained { () throws(TokenError) in try tokens.verify(token, as: .page) }
        let session = try await sessions.live(claims, at: clock)
        if let role { try check(session.role, against: role) }
        return Caller(session, claims)
    }

    private func caller(_ head: RequestHead, role: RoleName?, isFresh: Bool = false) async throws -> Caller {
        guard let token = try head.bearerToken else { throw Problem.authorizationRequired }
        let claims = try await explained { () throws(TokenError) in try tokens.access(token) }
        let session = try await sessions.live(claims, at: clock)
        if let role { try check(session.role, against: role) }
        if isFresh, clock.now() - session.authenticatedAt > .seconds(Self.freshness) {
            throw Problem.freshTokenRequired(maxAge: Self.freshness)
        }
        return Caller(session, claims)
    }

    /// Who sends a refresh token; nil when none is in the header and a body may hold it.
    private func refresher(_ head: RequestHead) async throws -> Caller? {
        guard let token = try head.bearerToken else {
            if head.hasBody { return nil }
            throw Problem.authorizationRequired
        }
        let claims = try await explained { () throws(TokenError) in try tokens.refresh(token) }
        return Caller(try await sessions.live(claims, at: clock), claims)
    }

    /// Who sends any token of a session, if only to end it: an access token past its time will do.
    private func anybody(_ head: RequestHead) async throws -> Caller {
        guard let token = try head.bearerToken else { throw Problem.authorizationRequired }
        let claims = try await explained { () throws(TokenError) in
            do throws(TokenError) {
                return try tokens.access(token)
            } catch .expired(let claims) {
                return claims
            } catch {
                return try tokens.refresh(token)
            }
        }
        return Caller(try await sessions.live(claims, at: clock), claims)
    }

    /// A role that the shop does not know is nobody's.
    private func check(_ role: Role, against needed: RoleName) throws(Problem) {
        guard let least = Role(rawValue: needed.rawValue), role >= least else { throw .insufficientRole(needed) }
    }

    private func explained(_ read: () throws(TokenError) -> TokenClaims) async throws -> TokenClaims {
        do {
            return try await renewal.knowing(read)
        } catch let error as TokenError {
            throw Problem(error)
        }
    }
}

extension Caller {
    fileprivate init(_ session: LiveSession, _ claims: TokenClaims) {
        self.init(
            userID: session.userID.rawValue, sessionID: claims.sessionID,
            role: RoleName(rawValue: session.role.rawValue), authenticatedAt: session.authenticatedAt.seconds)
    }
}

extension Problem {
    /// Why a token does not count, as far as its bearer may know.
    init(_ error: TokenError) {
        switch error {
        case .invalid, .unknownKey: self = .invalidToken
        case .expired: self = .tokenExpired
        }
    }
}
