import SQLEngines

/// Rows whose time is over.
struct Due<Key: SQLEncodable & SQLDecodable> {
    let table: SQL
    let key: SQL
    /// The column with their time.
    let by: SQL
    let time: Timestamp
}

extension Session {
    /// Deletes up to `limit` of the rows, the oldest ones. Takes them by their keys, and those of `own` with them, so that
    /// two who purge at once do not wait for one another in a circle.
    func purge<Key>(_ due: Due<Key>, limit: Int64, taking own: [Key] = []) async throws {
        let isOver: SQL = "\(due.by) <= \(due.time)"
        let keys: [Key] = try await all(
            "SELECT \(due.key) FROM \(due.table) WHERE \(isOver) ORDER BY \(due.by) LIMIT \(limit)"
        ) { row in try row.next() }
        if keys.isEmpty { return }
        try await lock(rows: "\(due.table) WHERE \(due.key) IN (\(SQL.list(keys + own))) ORDER BY \(due.key)")
        try await execute("DELETE FROM \(due.table) WHERE \(isOver) AND \(due.key) IN (\(SQL.list(keys)))")
    }
}
