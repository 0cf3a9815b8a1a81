import CSQLite

/// What a write's body speaks to. As on PostgreSQL the first refused statement spoils the transaction.
///
/// Unchecked: the writer runs one body at a time and waits for its end.
final class SQLiteWriteSession: Session, @unchecked Sendable {
    private let connection: SQLiteConnection
    /// The error of the statement that spoilt the write, if one did.
    private(set) var spoilt: (any Error)?

    init(_ connection: SQLiteConnection) {
        self.connection = connection
    }

    func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int {
        if spoilt != nil {
            throw EngineError.failed(
                code: Int(SQLITE_ABORT), message: "an earlier statement of this transaction was refused")
        }
        do {
            return try connection.run(sql, each: each)
        } catch let violation as ConstraintViolation {
            spoilt = violation
            throw violation
        } catch let failure as EngineError {
            spoilt = failure
            throw failure
        }
    }
}
