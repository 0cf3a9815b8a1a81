import CSQLite

/// One prepared statement, and the row it stands on.
final class SQLiteStatement: KeptStatement {
    let text: String
    var lastUse: UInt64 = 0
    /// The foreign keys that can refuse this statement; found out when one first does.
    var foreignKeys: [String]?
    /// Whether it changes nothing in the database, whatever its values.
    let isReadOnly: Bool
    private let handle: OpaquePointer

    init(_ handle: OpaquePointer, text: String) {
        self.handle = handle
        isReadOnly = sqlite3_stmt_readonly(handle) != 0
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

    /// The row it stands on.
    var row: SQLiteRow { SQLiteRow(handle) }

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
