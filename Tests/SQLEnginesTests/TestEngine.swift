import SQLEngines

/// An empty database of its own for one test, closed and removed afterwards.
@discardableResult
func withEngine<Value>(
    options: SQLiteOptions = SQLiteOptions(), _ body: (SQLiteEngine) async throws -> Value
) async throws -> Value {
    let engine = try await SQLiteEngine.temporary(options: options)
    do {
        let value = try await body(engine)
        await engine.close()
        return value
    } catch {
        await engine.close()
        throw error
    }
}

extension SQLiteEngine {
    /// Runs statements in one write.
    func change(_ statements: SQL...) async throws {
        try await write { session in
            for statement in statements { try await session.execute(statement) }
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
