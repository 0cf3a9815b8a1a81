import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("The tables of a move")
struct TransferTableTests {
    @Test("Every table that the migrations make is moved or made anew", arguments: TestEngine.all)
    func complete(_ kind: TestEngine) async throws {
        try await TestShop.open(kind) { shop in
            let names = try await shop.engine.read { session in
                try await TableCensus.names(in: session, shop.engine.dialect)
            }
            let moved = Set(TransferTable.all.map(\.name))
            #expect(moved.isSubset(of: names), "not in the database: \(moved.subtracting(names))")
            let unknown = Set(names).subtracting(moved).subtracting(TransferTable.derived)
            #expect(unknown.isEmpty, "add these to TransferTable.all, or to those that are derived")
        }
    }

    @Test("Columns, kinds and keys are the database's own", arguments: TestEngine.all)
    func columns(_ kind: TestEngine) async throws {
        try await TestShop.open(kind) { shop in
            for table in TransferTable.all {
                let real = try await shop.columns(of: table.name)
                let listed = table.columns.map { RealColumn(name: $0.name, kind: $0.kind) }
                #expect(Set(listed) == Set(real), "\(table.name)")
                #expect(try await shop.key(of: table.name) == table.key, "\(table.name)")
                #expect(try await shop.givesIDs(table.name) == table.hasIdentity, "\(table.name)")
            }
        }
    }

    @Test("No table comes before one that it refers to")
    func order() async throws {
        try await TestShop.open(.sqlite) { shop in
            var made: Set<String> = []
            for table in TransferTable.all {
                let parents: [String] = try await shop.engine.all(
                    "SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(\(table.name))"
                ) { try $0.next() }
                #expect(made.isSuperset(of: parents), "\(table.name) refers to \(parents)")
                made.insert(table.name)
            }
        }
    }

    @Test("Rows of different content have different digests, whatever they look like in a line")
    func digests() {
        let rows: [[SQLValue]] = [
            [.text("ab"), .text("c")], [.text("a"), .text("bc")], [.text("abc"), .null], [.null, .text("abc")],
            [.text("abc"), .text("")], [.integer(0), .null], [.boolean(false), .null], [.integer(1), .null],
            [.boolean(true), .null], [.text("0"), .null], [.integer(-1), .null],
        ]
        let digests = rows.map { row in
            var digest = TransferDigest()
            digest.add([row])
            return digest.text()
        }
        #expect(Set(digests).count == rows.count)
        #expect(digests.allSatisfy { $0.count == 64 })
    }
}

/// A column as the database describes it.
private struct RealColumn: Hashable {
    let name: String
    let kind: TransferTable.Kind
}

extension TestShop {
    fileprivate func columns(of table: String) async throws -> [RealColumn] {
        let sql: SQL =
            switch engine.dialect.name {
            case .sqlite: "SELECT name, type FROM pragma_table_info(\(table))"
            case .postgres:
                """
                SELECT CAST(column_name AS TEXT), upper(data_type) FROM information_schema.columns
                WHERE table_name = \(table) AND table_schema = current_schema() AND is_generated = 'NEVER'
                """
            }
        return try await engine.all(sql) { row in
            let (name, type): (String, String) = (try row.next(), try row.next())
            let kind: TransferTable.Kind =
                switch type {
                case "TEXT": .text
                case "BOOLEAN": .boolean
                default: .integer
                }
            return RealColumn(name: name, kind: kind)
        }
    }

    fileprivate func key(of table: String) async throws -> [String] {
        let sql: SQL =
            switch engine.dialect.name {
            case .sqlite: "SELECT name FROM pragma_table_info(\(table)) WHERE pk > 0 ORDER BY pk"
            case .postgres:
                """
                SELECT CAST(k.column_name AS TEXT) FROM information_schema.key_column_usage k
                WHERE k.table_name = \(table) AND k.table_schema = current_schema()
                AND k.constraint_name = \(table + "_pkey") ORDER BY k.ordinal_position
                """
            }
        return try await engine.all(sql) { row in try row.next() }
    }

    fileprivate func givesIDs(_ table: String) async throws -> Bool {
        let sql: SQL =
            switch engine.dialect.name {
            case .sqlite: "SELECT 'x' FROM sqlite_schema WHERE name = \(table) AND sql LIKE '%AUTOINCREMENT%'"
            case .postgres:
                "SELECT pg_get_serial_sequence(\(table), column_name) FROM information_schema.columns "
                    + "WHERE table_name = \(table) AND column_name = 'id' AND is_identity = 'YES'"
            }
        let found: String? = try await engine.value(sql)
        return found != nil
    }
}
