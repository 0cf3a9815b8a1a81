import Catalogue
import RESTKit

extension SessionService {
    /// The session that a token speaks of, as it is now. Throws the problem when it has ended, or is not that user's.
    func live(_ claims: TokenClaims, at clock: WallClock) async throws -> LiveSession {
        guard let id = LiveSession.ID(claims.sessionID) else { throw Problem.invalidToken }
        guard let session = try await live(id) else {
            let end = claims.authenticatedAt + LiveSession.lifetime.components.seconds
            throw clock.seconds < end ? Problem.tokenRevoked : Problem.tokenExpired
        }
        guard claims.subject == String(session.userID.rawValue) else { throw Problem.invalidToken }
        return session
    }
}
