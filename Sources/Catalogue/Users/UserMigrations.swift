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
}
