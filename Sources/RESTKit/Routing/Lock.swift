/// How recently the caller must have proved who they are, counted from the password check (`auth_time`);
/// RFC 9470's `max_age`.
public enum Lock: String, Sendable, CaseIterable {
    /// Anybody; `Authorization` is not looked at.
    case open
    /// 🔒 within the last 7 days, by an access token.
    case signedIn
    /// 🔒🔒 within the last 5 minutes, by an access token.
    case fresh
    /// A refresh token, in `Authorization` or in the body.
    case refreshToken
    /// 🔒 by any token of a live session: access (past its 15 minutes or not) or refresh. Only to end the session.
    case anyToken
    /// A person in a browser who has signed in there: a cookie, which no other lock looks at.
    case browser
}

/// A role's name as a route asks for it. What the roles are and how they rank is the application's.
public struct RoleName: RawRepresentable, Sendable, Hashable {
    public let rawValue: String

    public init(rawValue: String) {
        self.rawValue = rawValue
    }
}

/// Which column of the route table is in force.
public enum AccessPolicy: String, Sendable, CaseIterable {
    /// The product's defining table; roles are not asked for. For development.
    case open
    /// Stricter locks, and roles. For production.
    case guarded
}

/// Who is asking, as far as their token and the live session behind it say.
public struct Caller: Sendable, Equatable {
    public let userID: Int64
    public let sessionID: String
    public let role: RoleName
    /// The password check, in seconds since 1970.
    public let authenticatedAt: Int64

    public init(userID: Int64, sessionID: String, role: RoleName, authenticatedAt: Int64) {
        self.userID = userID
        self.sessionID = sessionID
        self.role = role
        self.authenticatedAt = authenticatedAt
    }
}
