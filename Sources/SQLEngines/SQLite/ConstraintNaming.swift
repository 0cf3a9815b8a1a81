/// Gives the constraints that SQLite only describes the names that PostgreSQL would give them by default.
struct ConstraintNaming {
    let connection: SQLiteConnection

    /// The names of a unique constraint on columns, `stores.name_key` or `tags.store_id, tags.name_key`; an index of
    /// its own on these columns may be meant too. An index on expressions is told by its name.
    func unique(_ subject: String) -> [String] {
        if subject.hasPrefix("index '") { return [String(subject.dropFirst(7).dropLast())] }
        guard let (table, columns) = Self.split(subject) else { return [] }
        return [Self.name(table, columns, "key")] + uniqueIndexes(of: table, on: columns)
    }

    func primaryKey(_ subject: String) -> [String] {
        Self.split(subject).map { ["\($0.table)_pkey"] } ?? []
    }

    func notNull(_ subject: String) -> [String] {
        Self.split(subject).map { [Self.name($0.table, $0.columns, "not_null")] } ?? []
    }

    /// The foreign keys that can refuse the statement: those of a table it inserts into or updates, then those that
    /// look at a table it updates or deletes from. SQLite does not say which of them it was.
    func foreignKeys(of statement: SQLiteStatement?) -> [String] {
        guard let statement else { return foreignKeysOfAllTables() }
        if let known = statement.foreignKeys { return known }
        let changes = TableChanges.made(by: statement.text, on: connection)
        let own = changes.inserted.union(changes.updated).sorted().flatMap(foreignKeys(in:))
        let looking = changes.updated.union(changes.deleted).sorted().flatMap(foreignKeys(lookingAt:))
        let names = own + looking.filter { !own.contains($0) }
        statement.foreignKeys = names
        return names
    }

    /// At a commit any of them may be meant.
    private func foreignKeysOfAllTables() -> [String] {
        tables().flatMap(foreignKeys(in:))
    }

    private func foreignKeys(in table: String) -> [String] {
        references(of: table).map { Self.name(table, $0.columns, "fkey") }
    }

    private func foreignKeys(lookingAt parent: String) -> [String] {
        tables().flatMap { table in
            references(of: table).filter { $0.parent.lowercased() == parent.lowercased() }
                .map { Self.name(table, $0.columns, "fkey") }
        }
    }

    /// The foreign keys of a table, each with the table it looks at and its own columns in the order written.
    private func references(of table: String) -> [(parent: String, columns: [String])] {
        var references: [(id: Int64, parent: String, columns: [String])] = []
        let sql: SQL = """
            SELECT id, "table", "from" FROM pragma_foreign_key_list(\(table)) ORDER BY id DESC, seq
            """
        collect(sql) { row in
            let (id, parent, column): (Int64, String, String) = (try row.next(), try row.next(), try row.next())
            if references.last?.id == id {
                references[references.count - 1].columns.append(column)
            } else {
                references.append((id, parent, [column]))
            }
        }
        return references.map { ($0.parent, $0.columns) }
    }

    private func tables() -> [String] {
        var names: [String] = []
        collect("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name") { names.append(try $0.next()) }
        return names
    }

    private func uniqueIndexes(of table: String, on columns: [String]) -> [String] {
        var names: [String] = []
        let sql: SQL = """
            SELECT list.name, (SELECT group_concat(name, ', ') FROM
              (SELECT name FROM pragma_index_info(list.name) ORDER BY seqno))
            FROM pragma_index_list(\(table)) AS list WHERE list."unique" AND list.origin = 'c' ORDER BY list.name
            """
        collect(sql) { row in
            let name: String = try row.next()
            let indexed: String? = try row.next()
            if indexed == columns.joined(separator: ", ") { names.append(name) }
        }
        return names
    }

    /// A look into the schema that fails costs a name, never the error that is being named.
    private func collect(_ sql: SQL, _ each: (inout Row) throws -> Void) {
        _ = try? connection.run(sql, each: each)
    }

    private static func split(_ subject: String) -> (table: String, columns: [String])? {
        let parts = subject.split(separator: ", ").map { $0.split(separator: ".", maxSplits: 1) }
        guard let table = parts.first?.first, parts.allSatisfy({ $0.count == 2 }) else { return nil }
        return (String(table), parts.map { String($0[1]) })
    }

    private static func name(_ table: String, _ columns: [String], _ kind: String) -> String {
        ([table] + columns + [kind]).joined(separator: "_")
    }
}
