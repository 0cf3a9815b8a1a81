extension TransferTable {
    /// Every table of the shop that holds something which cannot be worked out from the others, each after those that it
    /// refers to. A test compares it with the tables that the migrations make.
    public static let all: [TransferTable] = [
        .identified(
            "stores",
            [
                ("name", .text), ("name_key", .text), ("currency", .text), ("items_count", .integer),
                ("closed_at", .integer), ("created_at", .integer), ("updated_at", .integer), ("updated_by", .integer),
            ]),
        .identified(
            "items",
            [
                ("store_id", .integer), ("currency", .text), ("name", .text), ("name_key", .text),
                ("description", .text), ("price", .integer), ("price_thousandths", .integer),
                ("tags_count", .integer), ("created_at", .integer), ("updated_at", .integer), ("updated_by", .integer),
            ]),
        .identified(
            "tags",
            [
                ("store_id", .integer), ("name", .text), ("name_key", .text), ("items_count", .integer),
                ("created_at", .integer), ("updated_at", .integer), ("updated_by", .integer),
            ]),
        .keyed("item_tags", by: 2, [("item_id", .integer), ("tag_id", .integer), ("store_id", .integer)]),
        .identified(
            "users",
            [
                ("email", .text), ("email_key", .text), ("password_hash", .text), ("role", .text),
                ("is_disabled", .boolean), ("created_at", .integer),
            ]),
        .keyed(
            "sessions", by: 1,
            [
                ("id", .text), ("user_id", .integer), ("authenticated_at", .integer), ("expires_at", .integer),
                ("refresh_id", .text), ("previous_refresh_id", .text), ("rotated_at", .integer),
            ]),
        .keyed(
            "account_failures", by: 1,
            [("email_key", .text), ("failures", .integer), ("last_failed_at", .integer)]),
        .identified("address_attempts", [("address", .text), ("attempted_at", .integer)]),
        .identified("signing_keys", [("key_id", .text), ("first_used_at", .integer)]),
    ]

    /// Tables that a move makes anew: the search's, the record of migrations, who serves at this moment, the signing
    /// keys, which lie in a file for one engine and in the database for the other, and imports under way.
    public static let derived: Set<String> = [
        "items_fts", "items_fresh", "stores_fts", "items_words", "items_terms", "stores_words", "words",
        "schema_migrations", "instances", "shared_keys", "imports", "kept_files",
        "kept_file_pieces",
    ]
}
