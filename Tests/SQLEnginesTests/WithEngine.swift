import NIOCore
import NIOPosix
import SQLEngines
import TestDatabases
import Testing

/// The same on either engine.
@discardableResult
func withEngine<Value>(
    _ kind: TestEngine, options: SQLiteOptions = SQLiteOptions(), _ body: (any Engine) async throws -> Value
) async throws -> Value {
    try await withDatabase(kind, sqlite: options) { try await body($0.engine) }
}

/// An empty database of its own for one test, closed and removed afterwards.
@discardableResult
func withEngine<Value>(
    options: SQLiteOptions = SQLiteOptions(), _ body: (SQLiteEngine) async throws -> Value
) async throws -> Value {
    let engine = try await SQLiteEngine.temporary(options: options)
    return try await engine.closing(after: body)
}

/// An engine of one event loop, and of one connection besides that loop's shared one, beside the database's own engine.
func withOneConnection(
    _ body: (_ engine: PostgresEngine, _ other: any Engine, _ loop: any EventLoop) async throws -> Void
) async throws {
    var options = PostgresOptions.forTests
    options.connections = 1
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    try await withDatabase(.postgres) { database in
        let url = try #require(database.url)
        let engine = try await PostgresEngine.open(url: url, options: options, group: group)
        try await engine.closing { try await body($0, database.engine, group.next()) }
    }
    try await group.shutdownGracefully()
}

extension Engine {
    /// Runs statements in one write.
    func change(_ statements: SQL...) async throws {
        try await write { session in
            for statement in statements { try await session.execute(statement) }
        }
    }

    /// How many tables there are, or there are of a name.
    func tables(named name: String? = nil) async throws -> Int? {
        let named: SQL = name.map { "AND name = \($0)" } ?? ""
        return switch dialect.name {
        case .sqlite: try await number("SELECT count(*) FROM sqlite_schema WHERE 1 = 1 \(named)")
        case .postgres:
            try await number(
                """
                SELECT count(*) FROM (SELECT table_name AS name FROM information_schema.tables
                WHERE table_schema = current_schema()) AS tables WHERE 1 = 1 \(named)
                """)
        }
    }

    func number(_ sql: SQL) async throws -> Int? { try await value(sql) }
}

/// A query that keeps SQLite busy for far longer than any limit in these tests.
let endless: SQL = """
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000000000)
    SELECT count(*) FROM numbers
    """

/// A query that takes some tens of milliseconds, more than a point read may.
let slow: SQL = """
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 200000)
    SELECT count(*) FROM numbers
    """
