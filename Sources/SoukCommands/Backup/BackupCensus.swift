import Catalogue
import SQLEngines

/// What is looked up in the database at the very moment that a backup is of.
struct BackupCensus: Sendable {
    let engineVersion: String
    /// Whose rows these are, where the engine itself can say so, however it was reached.
    let database: String?
    /// `1 stores`, by number.
    let migrations: [String]
    /// How many rows each table has.
    let rows: [String: Int]

    static func taken(in session: any Session, _ dialect: Dialect) async throws -> BackupCensus {
        let rows = try await TableCensus.counts(in: session, dialect)
        let version: String? =
            switch dialect.name {
            case .sqlite: try await session.value("SELECT sqlite_version()")
            case .postgres: try await session.value("SELECT current_setting('server_version')")
            }
        return BackupCensus(
            engineVersion: version ?? "", database: try await database(in: session, dialect),
            migrations: try await migrations(in: session, rows),
            rows: rows)
    }

    private static func database(in session: any Session, _ dialect: Dialect) async throws -> String? {
        guard dialect.name == .postgres else { return nil }
        // Some who host databases let nobody ask.
        let mayAsk: Bool? = try await session.value(
            """
            SELECT coalesce(
                has_function_privilege(CAST(to_regprocedure('pg_control_system()') AS OID), 'execute'), false)
            """)
        guard mayAsk == true else { return nil }
        return try await session.value(
            "SELECT current_database() || ' of ' || system_identifier FROM pg_control_system()")
    }

    /// None in a database that no Souk has served yet.
    private static func migrations(in session: any Session, _ rows: [String: Int]) async throws -> [String] {
        if rows["schema_migrations"] == nil { return [] }
        return try await session.all("SELECT number, name FROM schema_migrations ORDER BY number") { row in
            "\(try row.next(Int.self)) \(try row.next(String.self))"
        }
    }
}
