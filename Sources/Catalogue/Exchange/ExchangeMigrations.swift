import SQLEngines

extension Migration {
    /// Imports that were written with a ticket, and files that were tried and may be written: both for a short time.
    static let imports = Migration(23, "imports") { dialect in
        [
            """
            CREATE TABLE imports (
                id TEXT \(dialect.binaryCollation) NOT NULL PRIMARY KEY,
                name TEXT NOT NULL,
                began_at BIGINT NOT NULL,
                created BIGINT NOT NULL,
                updated BIGINT NOT NULL,
                unchanged BIGINT NOT NULL,
                refused BIGINT NOT NULL,
                is_over BOOLEAN NOT NULL
            )
            """,
            "CREATE INDEX imports_began_at_idx ON imports (began_at)",
            """
            CREATE TABLE kept_files (
                id TEXT \(dialect.binaryCollation) NOT NULL PRIMARY KEY,
                session_id TEXT \(dialect.binaryCollation) NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
                name TEXT NOT NULL,
                size BIGINT NOT NULL,
                kept_at BIGINT NOT NULL,
                is_whole BOOLEAN NOT NULL
            )
            """,
            "CREATE INDEX kept_files_session_id_idx ON kept_files (session_id)",
            """
            CREATE TABLE kept_file_pieces (
                file_id TEXT \(dialect.binaryCollation) NOT NULL REFERENCES kept_files (id) ON DELETE CASCADE,
                number BIGINT NOT NULL,
                content TEXT NOT NULL,
                PRIMARY KEY (file_id, number)
            )
            """,
        ]
    }
}
