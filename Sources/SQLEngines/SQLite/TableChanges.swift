import CSQLite

/// Which tables a statement changes, those it reaches by a foreign key's action included.
///
/// SQLite itself tells, through the authorizer that it asks while it compiles a statement; reading the text would be
/// a guess.
final class TableChanges {
    private(set) var inserted: Set<String> = []
    private(set) var updated: Set<String> = []
    private(set) var deleted: Set<String> = []

    /// Compiles `text` once more and listens. Setting an authorizer makes the connection compile its kept statements
    /// anew, so the answer is worth keeping.
    static func made(by text: String, on connection: SQLiteConnection) -> TableChanges {
        let changes = TableChanges()
        sqlite3_set_authorizer(
            connection.handle,
            { changes, action, table, _, _, _ in
                guard let changes, let table else { return SQLITE_OK }
                Unmanaged<TableChanges>.fromOpaque(changes).takeUnretainedValue()
                    .note(action, String(cString: table))
                return SQLITE_OK
            }, Unmanaged.passUnretained(changes).toOpaque())
        var statement: OpaquePointer?
        sqlite3_prepare_v3(connection.handle, text, -1, 0, &statement, nil)
        sqlite3_finalize(statement)
        sqlite3_set_authorizer(connection.handle, nil, nil)
        return changes
    }

    private func note(_ action: Int32, _ table: String) {
        switch action {
        case SQLITE_INSERT: inserted.insert(table)
        case SQLITE_UPDATE: updated.insert(table)
        case SQLITE_DELETE: deleted.insert(table)
        default: break
        }
    }
}
