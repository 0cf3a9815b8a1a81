import SQLEngines

extension Migration {
    /// The table of accounts.
    static let users = Migration(5, "users") { dialect in
        [
            """
            CREATE TABLE users (
                id \(dialect.identity),
                email TEXT NOT NULL,
                email_key TEXT \(dialect.binaryCollation) NOT NULL UNIQUE,
                password_hash TEXT NOT NULL,
                role TEXT NOT NULL CHECK (role IN ('viewer', 'editor', 'admin')),
                is_disabled BOOLEAN NOT NULL,
                created_at BIGINT NOT NULL
            )
            """
        ]
    }

    /// For lists of accounts: by when they were made, of one role, and of those that are shut, which are few. By e-mail
    /// and by id there are indexes.
    static let userLists = Migration(21, "user lists") { _ in
        [
            "CREATE INDEX users_created_at_idx ON users (created_at, id)",
            "CREATE INDEX users_role_idx ON users (role, id)",
            "CREATE INDEX users_is_disabled_idx ON users (id) WHERE is_disabled",
        ]
    }
}
