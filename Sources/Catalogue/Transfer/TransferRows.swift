import SQLEngines

/// A row's values in the order of its table's columns.
typealias TransferRow = [SQLValue]

extension TransferTable {
    /// Rows that are read, and kept in memory, at once.
    static let atOnce = 1_000
    /// Values in one statement that writes: enough to make its own cost small.
    private static let valuesAtOnce = 1_000

    /// The rows after the one with this key, or the first ones; fewer than ``atOnce`` are the last.
    func rows(after last: TransferRow?, in session: any Session) async throws -> [TransferRow] {
        let beyond: SQL = last.map { row in "WHERE (\(keyList)) > (\(SQL.list(keyPlaces.map { row[$0] })))" } ?? ""
        return try await session.all(
            "SELECT \(columnList) FROM \(table) \(beyond) ORDER BY \(keyList) LIMIT \(Self.atOnce)"
        ) { row in
            try columns.map { column in try row.value(column.kind) }
        }
    }

    /// Hands all rows in the order of the key to `each`, some at a time.
    func stream(in session: any Session, _ each: ([TransferRow]) async throws -> Void) async throws {
        var last: TransferRow?
        while true {
            let rows = try await rows(after: last, in: session)
            if !rows.isEmpty { try await each(rows) }
            guard rows.count == Self.atOnce else { return }
            last = rows.last
        }
    }

    func insert(_ rows: [TransferRow], in session: any Session) async throws {
        let size = max(1, Self.valuesAtOnce / columns.count)
        for start in stride(from: 0, to: rows.count, by: size) {
            let tuples = rows[start..<min(start + size, rows.count)].map { row -> SQL in "(\(SQL.list(row)))" }
            try await session.execute("INSERT INTO \(table) (\(columnList)) VALUES \(tuples.joined(", "))")
        }
    }

    func count(in session: any Session) async throws -> Int {
        try await session.value("SELECT count(*) FROM \(table)") ?? 0
    }

    func isEmpty(in session: any Session) async throws -> Bool {
        let found: String? = try await session.value("SELECT 'x' FROM \(table) LIMIT 1")
        return found == nil
    }
}

extension Row {
    fileprivate mutating func value(_ kind: TransferTable.Kind) throws -> SQLValue {
        switch kind {
        case .integer: try next(Int64?.self).sqlValue
        case .text: try next(String?.self).sqlValue
        case .boolean: try next(Bool?.self).sqlValue
        }
    }
}
