import CSQLite

/// The row that a prepared statement stands on. Valid until the statement goes on, and no longer than it.
///
/// A column is read by its value, asked for once: each call on a statement goes through SQLite's checks of the connection,
/// a call on a value does not. (Nobody but the thread that steps the statement uses the connection, so that SQLite's
/// "unprotected" values are as good as others: sqlite.org/c3ref/value.html.)
struct SQLiteRow {
    private let statement: OpaquePointer

    init(_ statement: OpaquePointer) {
        self.statement = statement
    }

    func isNull(_ column: Int) -> Bool { sqlite3_value_type(value(column)) == SQLITE_NULL }

    func integer(_ column: Int) throws -> Int64 {
        let value = value(column)
        guard sqlite3_value_type(value) == SQLITE_INTEGER else { throw DecodingFault(column: column, wanted: "BIGINT") }
        return sqlite3_value_int64(value)
    }

    func text(_ column: Int) throws -> String {
        let value = value(column)
        guard sqlite3_value_type(value) == SQLITE_TEXT, let start = sqlite3_value_text(value) else {
            throw DecodingFault(column: column, wanted: "TEXT")
        }
        let count = Int(sqlite3_value_bytes(value))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func boolean(_ column: Int) throws -> Bool {
        let value = value(column)
        guard sqlite3_value_type(value) == SQLITE_INTEGER else {
            throw DecodingFault(column: column, wanted: "BOOLEAN")
        }
        return sqlite3_value_int64(value) != 0
    }

    /// All columns of the row.
    func values() throws -> [SQLValue] {
        try (0..<Int(sqlite3_column_count(statement))).map { column in
            switch sqlite3_value_type(value(column)) {
            case SQLITE_NULL: .null
            case SQLITE_INTEGER: .integer(try integer(column))
            default: .text(try text(column))
            }
        }
    }

    /// SQLite's own null for a column that is not there.
    private func value(_ column: Int) -> OpaquePointer? {
        sqlite3_column_value(statement, Int32(truncatingIfNeeded: column))
    }
}
