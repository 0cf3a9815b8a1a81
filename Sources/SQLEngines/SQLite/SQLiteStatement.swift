import CSQLite

/// One prepared statement, and the row it stands on.
final class SQLiteStatement: ColumnSource, KeptStatement {
    let text: String
    var lastUse: UInt64 = 0
    /// The foreign keys that can refuse this statement; found out when one first does.
    var foreignKeys: [String]?
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer, text: String) {
        self.handle = handle
        self.text = text
    }

    deinit { sqlite3_finalize(handle) }

    /// Whether the statement answers with rows, as opposed to a count of changes.
    var answersRows: Bool { sqlite3_column_count(handle) > 0 }

    /// Binds the values of `sql` in order. Returns SQLite's result code.
    func bind(_ sql: SQL) -> Int32 {
        var number: Int32 = 0
        for piece in sql.pieces {
            guard case .value(let value) = piece else { continue }
            number += 1
            let code = bind(value, at: number)
            if code != SQLITE_OK { return code }
        }
        return SQLITE_OK
    }

    /// Goes to the next row. Returns SQLite's result code: a row, done, or what went wrong.
    func step() -> Int32 { sqlite3_step(handle) }

    /// Makes the statement ready to run again and lets go of its values.
    func reset() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
    }

    private func bind(_ value: SQLValue, at number: Int32) -> Int32 {
        switch value {
        case .null: sqlite3_bind_null(handle, number)
        case .integer(let integer): sqlite3_bind_int64(handle, number, integer)
        case .boolean(let truth): sqlite3_bind_int64(handle, number, truth ? 1 : 0)
        case .text(let text): bind(text, at: number)
        }
    }

    private func bind(_ text: String, at number: Int32) -> Int32 {
        var text = text
        return text.withUTF8 { bytes in
            // Without an address SQLite would bind null, which is not the empty text.
            guard let start = bytes.baseAddress else { return sqlite3_bind_text(handle, number, "", 0, Self.copied) }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { characters in
                sqlite3_bind_text64(
                    handle, number, characters, UInt64(bytes.count), Self.copied, UInt8(SQLITE_UTF8))
            }
        }
    }

    /// Tells SQLite to copy a text before the call returns (`SQLITE_TRANSIENT`, which C spells as a cast).
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}

extension SQLiteStatement {
    func isNull(_ column: Int) -> Bool { type(of: column) == SQLITE_NULL }

    func integer(_ column: Int) throws -> Int64 {
        guard type(of: column) == SQLITE_INTEGER else { throw DecodingFault(column: column, wanted: "BIGINT") }
        return sqlite3_column_int64(handle, Int32(truncatingIfNeeded: column))
    }

    func text(_ column: Int) throws -> String {
        let index = Int32(truncatingIfNeeded: column)
        guard type(of: column) == SQLITE_TEXT, let start = sqlite3_column_text(handle, index) else {
            throw DecodingFault(column: column, wanted: "TEXT")
        }
        let count = Int(sqlite3_column_bytes(handle, index))
        return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    }

    func boolean(_ column: Int) throws -> Bool {
        guard type(of: column) == SQLITE_INTEGER else { throw DecodingFault(column: column, wanted: "BOOLEAN") }
        return sqlite3_column_int64(handle, Int32(truncatingIfNeeded: column)) != 0
    }

    /// All columns of the row.
    func values() throws -> [SQLValue] {
        try (0..<Int(sqlite3_column_count(handle))).map { column in
            switch type(of: column) {
            case SQLITE_NULL: .null
            case SQLITE_INTEGER: .integer(try integer(column))
            default: .text(try text(column))
            }
        }
    }

    private func type(of column: Int) -> Int32 { sqlite3_column_type(handle, Int32(truncatingIfNeeded: column)) }
}
