import SQLEngines

extension Migration {
    /// A store that is being deleted has `closed_at` and a key no name can have; its items go in pieces.
    static let stores = Migration(1, "stores") { dialect in
        [
            """
            CREATE TABLE stores (
                id \(dialect.identity),
                name TEXT NOT NULL,
                name_key TEXT \(dialect.binaryCollation) NOT NULL UNIQUE,
                currency TEXT NOT NULL,
                items_count BIGINT NOT NULL CONSTRAINT stores_items_count_check CHECK (items_count >= 0),
                closed_at BIGINT,
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                UNIQUE (id, currency)
            )
            """,
            "CREATE INDEX stores_created_at_idx ON stores (created_at, id)",
            "CREATE INDEX stores_closed_at_idx ON stores (closed_at) WHERE closed_at IS NOT NULL",
        ]
    }
}
