public import SQLEngines

/// The tables that a database really has, and how many rows each.
public enum TableCensus {
    /// Every ordinary table in the schema in use, by name; none that an engine or its search keeps for itself.
    public static func names(in session: any Session, _ dialect: Dialect) async throws -> [String] {
        let sql: SQL =
            switch dialect.name {
            case .sqlite:
                """
                SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
                AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name
                """
            case .postgres:
                """
                SELECT CAST(relname AS TEXT) FROM pg_class
                WHERE relkind = 'r' AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
                ORDER BY relname
                """
            }
        return try await session.all(sql) { row in try row.next() }
    }

    public static func counts(in session: any Session, _ dialect: Dialect) async throws -> [String: Int] {
        var counts: [String: Int] = [:]
        for name in try await names(in: session, dialect) {
            counts[name] = try await session.value("SELECT count(*) FROM \(SQL(stringLiteral: "\"\(name)\""))")
        }
        return counts
    }
}
