import SQLEngines

/// What a login needs to know of an account.
struct Credentials: Sendable {
    let userID: User.ID
    let passwordHash: String
    let role: Role
    let isDisabled: Bool
}

/// A session with the refresh ids that are good, were good, and since when.
struct StoredSession: Sendable {
    let session: LiveSession
    let refreshID: SessionGrant.RefreshID
    let previousRefreshID: SessionGrant.RefreshID?
    let rotatedAt: Timestamp
}

extension Session {
    func credentials(emailKey: String) async throws -> Credentials? {
        try await first("SELECT id, password_hash, role, is_disabled FROM users WHERE email_key = \(emailKey)") { row in
            Credentials(
                userID: try row.next(), passwordHash: try row.next(), role: try row.next(),
                isDisabled: try row.next())
        }
    }

    /// The session, if it has not ended; whether its time is over is for the caller to say.
    func liveSession(_ id: LiveSession.ID) async throws -> LiveSession? {
        try await first(
            """
            SELECT \(LiveSession.columns) FROM sessions JOIN users ON users.id = sessions.user_id
            WHERE sessions.id = \(id) AND NOT users.is_disabled
            """)
    }

    func storedSession(_ id: LiveSession.ID) async throws -> StoredSession? {
        try await first(
            """
            SELECT \(LiveSession.columns), refresh_id, previous_refresh_id, rotated_at
            FROM sessions JOIN users ON users.id = sessions.user_id
            WHERE sessions.id = \(id) AND NOT users.is_disabled
            """
        ) { row in
            StoredSession(
                session: try LiveSession(row: &row), refreshID: try row.next(), previousRefreshID: try row.next(),
                rotatedAt: try row.next())
        }
    }

    func insertSession(_ grant: SessionGrant) async throws {
        let session = grant.session
        try await execute(
            """
            INSERT INTO sessions (id, user_id, authenticated_at, expires_at, refresh_id, rotated_at)
            VALUES (\(session.id), \(session.userID), \(session.authenticatedAt), \(session.expiresAt),
                \(grant.refreshID), \(grant.refreshIssuedAt))
            """)
    }

    func rotate(_ grant: SessionGrant) async throws {
        try await execute(
            """
            UPDATE sessions SET previous_refresh_id = refresh_id, refresh_id = \(grant.refreshID),
                rotated_at = \(grant.refreshIssuedAt) WHERE id = \(grant.session.id)
            """)
    }

    /// The user's sessions that go on after `now`, the latest first.
    func openSessions(of user: User.ID, at now: Timestamp) async throws -> [OpenSession] {
        try await all(
            """
            SELECT \(OpenSession.columns) FROM sessions WHERE user_id = \(user) AND expires_at > \(now)
            ORDER BY authenticated_at DESC, id LIMIT \(OpenSession.most)
            """)
    }

    /// The user's sessions but for so many that go on after `now` and were refreshed, or opened, last: a thousand at most.
    /// The user's row is taken before.
    func sessions(of user: User.ID, at now: Timestamp, beyond most: Int) async throws -> [LiveSession.ID] {
        try await all(
            """
            SELECT id FROM sessions WHERE user_id = \(user)
            ORDER BY CASE WHEN expires_at > \(now) THEN 0 ELSE 1 END, rotated_at DESC, id LIMIT 1000 OFFSET \(most)
            """
        ) { row in try row.next() }
    }

    func endSessions(_ ids: [LiveSession.ID]) async throws {
        let these: SQL = "sessions WHERE id IN (\(SQL.list(ids)))"
        try await lock(rows: "\(these) ORDER BY id")
        try await execute("DELETE FROM \(these)")
    }

    func endSession(_ id: LiveSession.ID) async throws {
        try await execute("DELETE FROM sessions WHERE id = \(id)")
    }

    func endSessions(of user: User.ID, except kept: LiveSession.ID?) async throws {
        try await lockSessions(of: user)
        if let kept {
            try await execute("DELETE FROM sessions WHERE user_id = \(user) AND id <> \(kept)")
        } else {
            try await execute("DELETE FROM sessions WHERE user_id = \(user)")
        }
    }

    /// Takes all of a user's sessions; the user's row comes before.
    func lockSessions(of user: User.ID) async throws {
        try await lock(rows: "sessions WHERE user_id = \(user) ORDER BY id")
    }

    func purgeSessions(before time: Timestamp, limit: Int64) async throws {
        let due = Due<LiveSession.ID>(table: "sessions", key: "id", by: "expires_at", time: time)
        try await purge(due, limit: limit)
    }
}
