import CSQLite
import Synchronization

/// What a write's body speaks to. As on PostgreSQL the first refused statement spoils the transaction.
final class SQLiteWriteSession: Session, Sendable {
    private let connection: SQLiteConnection
    /// The error of the statement that spoilt the write, if one did.
    var spoilt: (any Error)? { trouble.withLock { $0 } }
    private let trouble = Mutex<(any Error)?>(nil)

    init(_ connection: SQLiteConnection) {
        self.connection = connection
    }

    /// Without `RETURNING`, for which SQLite makes a table of its own at each execution and keeps the old form of every page
    /// that the statement changes.
    func newID(_ insert: SQL) async throws -> Int64? {
        try await run(insert) { _ in } > 0 ? connection.lastInsertedID : nil
    }

    /// Two statements are cheaper than one with `RETURNING`, see ``newID(_:)``.
    func update(
        _ table: SQL, _ id: some SQLEncodable, set changes: SQL, where condition: SQL, answering columns: SQL,
        each: (inout Row) throws -> Void
    ) async throws -> Int {
        let count = try await run("UPDATE \(table) SET \(changes) WHERE id = \(id) AND \(condition)") { _ in }
        if count > 0 { _ = try await run("SELECT \(columns) FROM \(table) WHERE id = \(id)", each: each) }
        return count
    }

    func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int {
        if let spoilt { throw spoilt }
        do {
            return try connection.run(sql, each: each)
        } catch let violation as ConstraintViolation {
            trouble.withLock { $0 = violation }
            throw violation
        } catch let failure as EngineError {
            trouble.withLock { $0 = failure }
            throw failure
        }
    }
}
