/// What a login or a refresh gives: the session, and the one refresh id that carries it on.
///
/// It holds all that a refresh token is made of, so that the same grant is spelled as the same token, byte for byte.
public struct SessionGrant: Sendable, Equatable {
    public typealias RefreshID = UniqueID<SessionGrant>

    public let session: LiveSession
    /// Good for one refresh. The same id again within ``grace`` gives the same successor.
    public let refreshID: RefreshID
    /// When ``refreshID`` was made: by the login, or by the refresh that first made it.
    public let refreshIssuedAt: Timestamp

    /// How long a refresh may be repeated, by a client that lost the answer or asked twice at once.
    public static let grace = Duration.seconds(10)

    init(session: LiveSession, refreshID: RefreshID, refreshIssuedAt: Timestamp) {
        self.session = session
        self.refreshID = refreshID
        self.refreshIssuedAt = refreshIssuedAt
    }
}
