import SQLEngines

extension Migration {
    /// The processes that serve this database right now. Empty where only one can.
    static let instances = Migration(9, "instances") { dialect in
        [
            """
            CREATE TABLE instances (
                id TEXT \(dialect.binaryCollation) NOT NULL PRIMARY KEY,
                beats BIGINT NOT NULL,
                key_ids TEXT NOT NULL,
                settings TEXT NOT NULL
            )
            """
        ]
    }

    /// The signing keys themselves, where several processes share them through the database: whoever reads this table
    /// can sign in as anybody. Empty where they come from a file or from the configuration.
    static let sharedKeys = Migration(10, "shared signing keys") { dialect in
        [
            """
            CREATE TABLE shared_keys (
                id \(dialect.identity),
                key_id TEXT \(dialect.binaryCollation) NOT NULL UNIQUE,
                secret TEXT NOT NULL,
                signs_since BIGINT NOT NULL
            )
            """
        ]
    }
}
