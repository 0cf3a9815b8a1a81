import SQLEngines

/// The last id that an engine gave in a table, those of rows that are gone included.
struct IdentitySequence {
    let table: TransferTable
    let dialect: Dialect

    /// 0 when it never gave one.
    func last(in session: any Session) async throws -> Int64 {
        let given: Int64? =
            switch dialect.name {
            case .sqlite: try await session.value("SELECT seq FROM sqlite_sequence WHERE name = \(table.name)")
            case .postgres:
                try await session.value(
                    "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM \(try await name(in: session))")
            }
        let highest: Int64? = try await session.value("SELECT coalesce(max(id), 0) FROM \(table.table)")
        return max(given ?? 0, highest ?? 0)
    }

    /// From here on the engine gives ids above `last` only.
    func advance(past last: Int64, in session: any Session) async throws {
        guard last > 0 else { return }
        switch dialect.name {
        case .sqlite:
            try await session.execute("DELETE FROM sqlite_sequence WHERE name = \(table.name)")
            try await session.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (\(table.name), \(last))")
        case .postgres:
            _ = try await session.execute("SELECT setval(pg_get_serial_sequence(\(table.name), 'id'), \(last))")
        }
    }

    /// The sequence's own name, as it is written in a statement.
    private func name(in session: any Session) async throws -> SQL {
        let name: String? = try await session.value("SELECT pg_get_serial_sequence(\(table.name), 'id')")
        guard let name else { throw TransferRefused("The table \(table.name) has no sequence for its ids.") }
        return SQL(stringLiteral: name)
    }
}
