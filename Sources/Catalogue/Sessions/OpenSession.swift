public import SQLEngines

/// A session as its user, or an admin, looks at it.
public struct OpenSession: Sendable, Equatable {
    public let id: LiveSession.ID
    /// The password check.
    public let authenticatedAt: Timestamp
    public let expiresAt: Timestamp
    /// When it was last refreshed; the password check where it never was.
    public let rotatedAt: Timestamp

    /// How many a list shows.
    static let most = 200
}

extension OpenSession: RowDecodable {
    public static var columns: SQL { "id, authenticated_at, expires_at, rotated_at" }

    public init(row: inout Row) throws {
        id = try row.next()
        authenticatedAt = try row.next()
        expiresAt = try row.next()
        rotatedAt = try row.next()
    }
}
