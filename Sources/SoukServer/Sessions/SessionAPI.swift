import Catalogue
import NIOCore
import RESTKit

/// Sessions over HTTP: log in, log out, get new tokens.
struct SessionAPI: Sendable {
    /// Bytes of body that the account endpoints take (API.md §7).
    static let bodyLimit = 16 * 1024

    let sessions: SessionService
    let tokens: Tokens
    let renewal: KeyRenewal
    let clock: WallClock

    var logIn: Endpoint {
        Endpoint(
            takes: .login,
            answers: .passing(
                .tokens,
                "A new session. An account has \(LiveSession.mostOfAccount) at most: the one refreshed, or opened, longest ago ends for it."
            ),
            refuses: [.invalidCredentials, .tooManyRequests, .overloaded], bodyLimit: Self.bodyLimit
        ) { request, login in
            let grant = try await sessions.logIn(
                email: login.email, password: login.password, from: ClientAddress(request.head.remoteAddress))
            return answer(grant)
        }
    }

    var logOut: Endpoint {
        Endpoint(answers: .noContent("The session has ended, and all its tokens with it.")) { request in
            guard let caller = request.caller, let id = LiveSession.ID(caller.sessionID) else {
                throw Problem.authorizationRequired
            }
            try await sessions.end(id)
            return .noContent
        }
    }

    var refresh: Endpoint {
        Endpoint(
            mayTake: .refresh, answers: .passing(.tokens, "New tokens; the refresh token sent is used up."),
            bodyLimit: Self.bodyLimit
        ) { request, body in
            guard let token = try request.head.bearerToken ?? body?.token else { throw Problem.authorizationRequired }
            return answer(try await exchange(token))
        }
    }

    private func exchange(_ token: String) async throws -> SessionGrant {
        let claims: TokenClaims
        do {
            claims = try await renewal.knowing { () throws(TokenError) in try tokens.refresh(token) }
        } catch let error as TokenError {
            throw Problem(error)
        }
        guard let refreshID = SessionGrant.RefreshID(claims.tokenID) else { throw Problem.invalidToken }
        return try await sessions.refresh(sessions.live(claims, at: clock).id, refreshID)
    }

    private func answer(_ grant: SessionGrant) -> Response {
        let pair = tokens.pair(for: grant)
        var json = JSONWriter(capacity: 1536)
        json.beginObject()
        json.field("access_token", pair.access)
        json.field("refresh_token", pair.refresh)
        json.field("token_type", "Bearer" as String)
        json.field("expires_in", pair.expiresIn)
        json.endObject()
        return .passing(json.finish())
    }
}
