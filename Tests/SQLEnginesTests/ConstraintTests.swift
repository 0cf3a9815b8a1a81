import SQLEngines
import TestDatabases
import Testing

@Suite("Constraints by PostgreSQL's names")
struct ConstraintTests {
    private static func tables(_ dialect: Dialect) -> [SQL] {
        [
            """
            CREATE TABLE stores (
              id \(dialect.identity), name TEXT NOT NULL, name_key TEXT NOT NULL UNIQUE,
              CONSTRAINT stores_name_not_blank CHECK (name <> ''))
            """,
            """
            CREATE TABLE items (
              id \(dialect.identity), store_id BIGINT NOT NULL REFERENCES stores (id),
              name TEXT, UNIQUE (id, store_id))
            """,
            """
            CREATE TABLE tags (
              id \(dialect.identity), store_id BIGINT NOT NULL REFERENCES stores (id) ON DELETE CASCADE,
              name_key TEXT NOT NULL, UNIQUE (store_id, name_key), UNIQUE (id, store_id))
            """,
            """
            CREATE TABLE item_tags (
              item_id BIGINT NOT NULL, tag_id BIGINT NOT NULL, store_id BIGINT NOT NULL, PRIMARY KEY (item_id, tag_id),
              FOREIGN KEY (item_id, store_id) REFERENCES items (id, store_id) ON DELETE CASCADE,
              FOREIGN KEY (tag_id, store_id) REFERENCES tags (id, store_id))
            """,
            "CREATE UNIQUE INDEX items_live_name ON items (store_id, name) WHERE name IS NOT NULL",
            "CREATE UNIQUE INDEX items_lower_name ON items (lower(name)) WHERE store_id = 2",
            "INSERT INTO stores (name, name_key) VALUES ('One', 'one'), ('Two', 'two')",
            "INSERT INTO items (store_id, name) VALUES (1, 'table'), (2, NULL), (2, 'chair')",
            "INSERT INTO tags (store_id, name_key) VALUES (1, 'oak'), (2, 'elm')",
            "INSERT INTO item_tags VALUES (1, 1, 1)",
        ]
    }

    private static let itemTags = ["item_tags_item_id_store_id_fkey", "item_tags_tag_id_store_id_fkey"]

    @Test(
        "Each refusal carries the names it may have",
        arguments: TestEngine.all,
        [
            ("INSERT INTO stores (name, name_key) VALUES ('One', 'one')", ["stores_name_key_key"]),
            ("INSERT INTO tags (store_id, name_key) VALUES (1, 'oak')", ["tags_store_id_name_key_key"]),
            ("INSERT INTO stores (id, name, name_key) VALUES (1, 'x', 'x')", ["stores_pkey"]),
            ("INSERT INTO item_tags VALUES (1, 1, 1)", ["item_tags_pkey"]),
            ("INSERT INTO stores (name, name_key) VALUES ('', 'x')", ["stores_name_not_blank"]),
            ("INSERT INTO stores (name, name_key) VALUES (NULL, 'x')", ["stores_name_not_null"]),
            ("INSERT INTO items (store_id, name) VALUES (1, 'table')", ["items_store_id_name_key", "items_live_name"]),
            ("INSERT INTO items (store_id, name) VALUES (2, 'CHAIR')", ["items_lower_name"]),
            ("INSERT INTO items (store_id) VALUES (9)", ["items_store_id_fkey"]),
            ("UPDATE items SET store_id = 9 WHERE id = 2", ["items_store_id_fkey", itemTags[0]]),
            ("INSERT INTO item_tags VALUES (1, 2, 1)", itemTags),
            ("WITH new (i, t, s) AS (SELECT 1, 2, 1) INSERT INTO item_tags SELECT i, t, s FROM new", itemTags),
            ("DELETE FROM tags WHERE id = 1", [itemTags[1]]),
            ("UPDATE tags SET id = 7 WHERE id = 1", ["tags_store_id_fkey", itemTags[1]]),
            ("DELETE FROM stores WHERE id = 2", ["items_store_id_fkey", "tags_store_id_fkey"]),
        ])
    func names(_ kind: TestEngine, _ refusal: (statement: String, names: [String])) async throws {
        let (statement, names) = refusal
        try await withEngine(kind) { engine in
            try await engine.write { session in
                for table in Self.tables(engine.dialect) { try await session.execute(table) }
            }
            let violation = await #expect(throws: ConstraintViolation.self) {
                try await engine.change(SQL(stringLiteral: statement))
            }
            let candidates = try #require(violation?.candidates)
            if kind == .postgres {
                #expect(candidates.count == 1)
                #expect(candidates.allSatisfy(names.contains))
            } else if statement.hasPrefix("DELETE FROM stores") {
                // A cascade reaches further tables: their keys may be meant as well.
                #expect(names.allSatisfy(candidates.contains))
            } else {
                #expect(candidates == names)
            }
        }
    }

    @Test("A refusal is explained where it is known what it means, and only there", arguments: TestEngine.all)
    func explaining(_ kind: TestEngine) async throws {
        struct NameTaken: Error {}
        try await withEngine(kind) { engine in
            try await engine.write { session in
                for table in Self.tables(engine.dialect) { try await session.execute(table) }
            }
            await #expect(throws: NameTaken.self) {
                try await engine.write { session in
                    try await session.explaining("stores_name_key_key", as: NameTaken()) {
                        try await session.execute("INSERT INTO stores (name, name_key) VALUES ('One', \("one"))")
                    }
                }
            }
            await #expect(throws: ConstraintViolation(["stores_name_not_null"])) {
                try await engine.write { session in
                    try await session.explaining("stores_name_key_key", as: NameTaken()) {
                        try await session.execute("INSERT INTO stores (name, name_key) VALUES (NULL, \("x"))")
                    }
                }
            }
        }
    }

    @Test("A deferred foreign key left broken refuses its own write and no other of its group")
    func deferred() async throws {
        try await withEngine { engine in
            try await engine.change(
                "CREATE TABLE p (id BIGINT PRIMARY KEY)",
                "CREATE TABLE c (p_id BIGINT REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED)")
            let results = await inOneGroup(
                engine, ["INSERT INTO p VALUES (1)", "INSERT INTO c VALUES (9)", "INSERT INTO c VALUES (1)"])
            #expect(results == [nil, "c_p_id_fkey", nil])
            #expect(try await engine.number("SELECT count(*) FROM c") == 1)
        }
    }

    /// Runs each statement as a write of its own, all of them in one group, and returns the names of the refusals.
    private func inOneGroup(_ engine: SQLiteEngine, _ statements: [String]) async -> [String?] {
        await together(engine, statements.count) { index, session in
            try await session.execute(SQL(stringLiteral: statements[index]))
        }.map { ($0 as? ConstraintViolation)?.candidates.first }
    }
}
