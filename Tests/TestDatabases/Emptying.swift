import SQLEngines

extension Engine {
    /// Takes everything out of a PostgreSQL database but the record of its migrations; ids begin at 1 again.
    func empty() async throws {
        try await maintain { session in
            let tables: String? = try await session.value(
                """
                SELECT string_agg(quote_ident(CAST(relname AS TEXT)), ', ') FROM pg_class
                WHERE relkind = 'r' AND relname <> 'schema_migrations'
                AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())
                """)
            guard let tables else { return }
            try await session.execute("TRUNCATE TABLE \(SQL(stringLiteral: tables)) RESTART IDENTITY CASCADE")
        }
    }
}
