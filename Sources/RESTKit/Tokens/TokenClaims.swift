/// What a token says, all of it required (RFC 9068 §2.2). Times are seconds since 1970.
public struct TokenClaims: Sendable, Equatable {
    /// `sub`: the user.
    public var subject: String
    /// `sid`: the session.
    public var sessionID: String
    /// `jti`: this token.
    public var tokenID: String
    /// `iat`
    public var issuedAt: Int64
    /// `exp`: from this second on the token is expired.
    public var expiresAt: Int64
    /// `auth_time`: the password check; a refresh copies it.
    public var authenticatedAt: Int64
    /// `role`
    public var role: String

    public init(
        subject: String, sessionID: String, tokenID: String, issuedAt: Int64, expiresAt: Int64,
        authenticatedAt: Int64, role: String
    ) {
        self.subject = subject
        self.sessionID = sessionID
        self.tokenID = tokenID
        self.issuedAt = issuedAt
        self.expiresAt = expiresAt
        self.authenticatedAt = authenticatedAt
        self.role = role
    }
}

/// What a token is for. The kind is its header's exact `typ` (RFC 8725 §3.11), so one can never pass for the other.
public enum TokenKind: String, Sendable, CaseIterable {
    /// RFC 9068 §2.1
    case access = "at+jwt"
    case refresh = "rt+jwt"
    /// Of a person in a browser: in a cookie, and good for pages alone.
    case page = "page+jwt"
    /// Of who may make an installation's first admin.
    case welcome = "welcome+jwt"
}

/// Why a token does not count.
public enum TokenError: Error, Sendable, Equatable {
    /// Not one of ours, not of the kind asked for, or changed. The reason is for logs and tests, not for clients.
    case invalid(String)
    /// It says that a key signed it which is not among ours: no token of ours, or one by a key that is newer than what
    /// this process has read.
    case unknownKey
    /// One of ours and unchanged, but past its time.
    case expired(TokenClaims)
}
