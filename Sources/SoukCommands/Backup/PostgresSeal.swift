import Catalogue
import SQLEngines

/// What every table of a PostgreSQL database held in a snapshot: it tells whether anybody wrote to it since.
struct PostgresSeal: Sendable {
    /// For each table the number of its rows and a sum over all of them, of 64-bit hashes of each.
    let contents: [String: String]

    static func taken(in session: any Session) async throws -> PostgresSeal {
        var contents: [String: String] = [:]
        for name in try await TableCensus.names(in: session, .postgres) {
            contents[name] = try await session.value(SQL(stringLiteral: content(of: name)))
        }
        return PostgresSeal(contents: contents)
    }

    /// A script that takes every table for its transaction, and fails when anything is not as it was.
    var script: String {
        let tables = contents.sorted { $0.key < $1.key }
        let locks = tables.map { name, _ in "LOCK TABLE \(Self.quoted(name)) IN ACCESS EXCLUSIVE MODE;" }
        let checks = tables.map { name, content in "OR (\(Self.content(of: name))) <> '\(content)'" }
        return """
            SET LOCAL lock_timeout = '5s';
            \(locks.joined(separator: "\n"))
            DO $seal$ BEGIN
            IF (SELECT count(*) FROM pg_class WHERE relkind = 'r'
                AND relnamespace = CAST(current_schema() AS regnamespace)) <> \(tables.count)
            \(checks.joined(separator: "\n"))
            THEN RAISE EXCEPTION 'the database was written to meanwhile; nothing was restored'; END IF;
            END $seal$;

            """
    }

    private static func content(of table: String) -> String {
        """
        SELECT count(*) || ' ' || coalesce(sum(CAST(hashtextextended(CAST(t.* AS TEXT) COLLATE "C", 0) AS NUMERIC)), 0)
        FROM \(quoted(table)) AS t
        """
    }

    private static func quoted(_ name: String) -> String {
        "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}
