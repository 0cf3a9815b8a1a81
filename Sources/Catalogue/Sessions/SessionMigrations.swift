import SQLEngines

extension Migration {
    /// Who is signed in. A session that has ended has no row: whatever is signed for it is worth nothing.
    static let sessions = Migration(6, "sessions") { dialect in
        [
            """
            CREATE TABLE sessions (
                id TEXT \(dialect.binaryCollation) NOT NULL PRIMARY KEY,
                user_id BIGINT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
                authenticated_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                refresh_id TEXT \(dialect.binaryCollation) NOT NULL,
                previous_refresh_id TEXT \(dialect.binaryCollation),
                rotated_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX sessions_user_id_idx ON sessions (user_id)",
            "CREATE INDEX sessions_expires_at_idx ON sessions (expires_at)",
        ]
    }

    /// Who has lately been guessing.
    static let loginThrottle = Migration(7, "login throttle") { dialect in
        [
            """
            CREATE TABLE account_failures (
                email_key TEXT \(dialect.binaryCollation) NOT NULL PRIMARY KEY,
                failures BIGINT NOT NULL,
                last_failed_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX account_failures_last_failed_at_idx ON account_failures (last_failed_at)",
            """
            CREATE TABLE address_attempts (
                id \(dialect.identity),
                address TEXT \(dialect.binaryCollation) NOT NULL,
                attempted_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX address_attempts_address_idx ON address_attempts (address, attempted_at)",
            "CREATE INDEX address_attempts_attempted_at_idx ON address_attempts (attempted_at)",
        ]
    }

    /// The ids of the keys that tokens were signed with, the latest last.
    static let signingKeys = Migration(8, "signing keys") { dialect in
        [
            """
            CREATE TABLE signing_keys (
                id \(dialect.identity),
                key_id TEXT NOT NULL,
                first_used_at BIGINT NOT NULL
            )
            """
        ]
    }
}
