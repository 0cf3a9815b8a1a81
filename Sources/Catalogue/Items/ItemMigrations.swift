import SQLEngines

extension Migration {
    /// An item repeats its store's currency, and the foreign key holds the two together: a store cannot change its
    /// currency while it has items, nor an item be written in another.
    ///
    /// An index for every order of a list, alone and in one store, so that every page begins where it is asked to. The pair
    /// that `item_tags` refers to has the store in front and is one of them; with the id in front PostgreSQL's planner takes
    /// it for a way to a store's items, which it is not.
    static let items = Migration(2, "items") { dialect in
        return [
            """
            CREATE TABLE items (
                id \(dialect.identity),
                store_id BIGINT NOT NULL,
                currency TEXT NOT NULL,
                name TEXT NOT NULL,
                name_key TEXT \(dialect.binaryCollation) NOT NULL,
                description TEXT,
                price BIGINT NOT NULL
                    CONSTRAINT items_price_check CHECK (price BETWEEN 0 AND 1000000000000000),
                price_thousandths BIGINT NOT NULL,
                tags_count BIGINT NOT NULL
                    CONSTRAINT items_tags_count_check CHECK (tags_count BETWEEN 0 AND 100),
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                UNIQUE (store_id, id),
                FOREIGN KEY (store_id, currency) REFERENCES stores (id, currency)
            )
            """,
            "CREATE INDEX items_name_key_idx ON items (name_key, id)",
            "CREATE INDEX items_price_idx ON items (price_thousandths, id)",
            "CREATE INDEX items_created_at_idx ON items (created_at, id)",
            "CREATE INDEX items_store_id_name_key_idx ON items (store_id, name_key, id)",
            "CREATE INDEX items_store_id_price_idx ON items (store_id, price_thousandths, id)",
            "CREATE INDEX items_store_id_created_at_idx ON items (store_id, created_at, id)",
        ]
    }
}
