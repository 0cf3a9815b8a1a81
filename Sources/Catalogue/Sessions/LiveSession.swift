public import SQLEngines

/// A session that has not ended, and what its user may do right now.
public struct LiveSession: Sendable, Equatable {
    public typealias ID = UniqueID<LiveSession>

    public let id: ID
    public let userID: User.ID
    /// As it stands in the database, not as it was at login.
    public let role: Role
    /// The password check. A refresh never renews it.
    public let authenticatedAt: Timestamp
    /// ``lifetime`` after the password check, or sooner where the login asked for less.
    public let expiresAt: Timestamp

    /// A session ends this long after the password check at the latest.
    public static let lifetime = Duration.seconds(7 * 24 * 60 * 60)

    /// How many sessions an account may have at once: one for each device of a person, and many more. A login beyond them
    /// ends the one that was refreshed, or opened, longest ago, so that nobody can fill the database by logging in.
    public static let mostOfAccount = 100
}

extension LiveSession: RowDecodable {
    public static var columns: SQL {
        "sessions.id, sessions.user_id, users.role, sessions.authenticated_at, sessions.expires_at"
    }

    public init(row: inout Row) throws {
        id = try row.next()
        userID = try row.next()
        role = try row.next()
        authenticatedAt = try row.next()
        expiresAt = try row.next()
    }
}
