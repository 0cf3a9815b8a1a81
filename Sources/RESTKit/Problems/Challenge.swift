/// The value of a `WWW-Authenticate` field (RFC 6750 §3).
public enum Challenge: Sendable {
    /// No token was sent: no error code.
    case bearer
    /// The token that was sent does not count.
    case invalidToken
    /// The token counts, but the password check is longer ago than `maxAge` seconds (RFC 9470 §3).
    case stale(maxAge: Int)

    public var field: String {
        switch self {
        case .bearer: "Bearer"
        case .invalidToken: "Bearer error=\"invalid_token\""
        case .stale(let maxAge): "Bearer error=\"insufficient_user_authentication\", max_age=\"\(maxAge)\""
        }
    }
}
