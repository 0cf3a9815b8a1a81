/// What the database remembers of a migration that has run.
struct MigrationRecord: RowDecodable, Sendable {
    static let columns: SQL = "number, name, statements, applied_at"
    static let table: SQL = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
          number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, statements TEXT NOT NULL, applied_at BIGINT NOT NULL)
        """

    let number: Int
    let name: String
    let statements: String
    let appliedAt: Int64

    init(row: inout Row) throws {
        number = try row.next()
        name = try row.next()
        statements = try row.next()
        appliedAt = try row.next()
    }

    /// All records by number; none when the database has never been migrated.
    static func all(_ engine: any Engine) async throws -> [Int: MigrationRecord] {
        let records = try await engine.read { session in
            guard try await isThere(session, engine.dialect) else { return [MigrationRecord]() }
            return try await session.all("SELECT \(columns) FROM schema_migrations ORDER BY number")
        }
        return Dictionary(records.map { ($0.number, $0) }) { first, _ in first }
    }

    static func exists(_ number: Int, _ session: any Session) async throws -> Bool {
        let found: Int64? = try await session.value("SELECT number FROM schema_migrations WHERE number = \(number)")
        return found != nil
    }

    static func insert(
        _ migration: Migration, _ dialect: Dialect, at time: Int64, _ session: any Session
    ) async throws {
        try await session.execute(
            """
            INSERT INTO schema_migrations (number, name, statements, applied_at)
            VALUES (\(migration.number), \(migration.name), \(migration.text(dialect)), \(time))
            """)
    }

    private static func isThere(_ session: any Session, _ dialect: Dialect) async throws -> Bool {
        let found: Int64? =
            switch dialect.name {
            case .sqlite:
                try await session.value("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migrations'")
            case .postgres:
                try await session.value(
                    """
                    SELECT CAST(1 AS BIGINT) FROM information_schema.tables
                    WHERE table_name = 'schema_migrations' AND table_schema = current_schema()
                    """)
            }
        return found != nil
    }
}
