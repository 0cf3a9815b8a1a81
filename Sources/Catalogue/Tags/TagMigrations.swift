import SQLEngines

extension Migration {
    /// That a tag and its item are of one store is a foreign key's business: `item_tags` names the store once.
    static let tags = Migration(3, "tags") { dialect in
        // As for items.
        let (pair, tags): (SQL, [SQL]) =
            switch dialect.name {
            case .sqlite: ("id, store_id", ["CREATE INDEX tags_store_id_id_idx ON tags (store_id, id)"])
            case .postgres: ("store_id, id", [])
            }
        return [
            """
            CREATE TABLE tags (
                id \(dialect.identity),
                store_id BIGINT NOT NULL REFERENCES stores (id),
                name TEXT NOT NULL,
                name_key TEXT \(dialect.binaryCollation) NOT NULL,
                items_count BIGINT NOT NULL CONSTRAINT tags_items_count_check CHECK (items_count >= 0),
                created_at BIGINT NOT NULL,
                updated_at BIGINT NOT NULL,
                UNIQUE (store_id, name_key),
                UNIQUE (\(pair))
            )
            """
        ] + tags + [
            "CREATE INDEX tags_name_key_idx ON tags (name_key, id)",
            """
            CREATE TABLE item_tags (
                item_id BIGINT NOT NULL,
                tag_id BIGINT NOT NULL,
                store_id BIGINT NOT NULL,
                PRIMARY KEY (item_id, tag_id),
                FOREIGN KEY (item_id, store_id) REFERENCES items (id, store_id),
                FOREIGN KEY (tag_id, store_id) REFERENCES tags (id, store_id)
            ) \(dialect.clustered)
            """,
            "CREATE INDEX item_tags_tag_id_idx ON item_tags (tag_id, item_id)",
        ]
    }

    /// For the tags of all stores by how many items carry them. By name and id there are indexes, and those of one store
    /// are sorted as they are found.
    static let tagLists = Migration(20, "tag lists") { _ in
        ["CREATE INDEX tags_items_count_idx ON tags (items_count, id)"]
    }
}
