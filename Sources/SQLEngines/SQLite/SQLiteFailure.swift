import CSQLite
import Glibc

extension SQLiteConnection {
    /// The error that SQLite's result `code` means, said by the statement that got it.
    func failure(_ code: Int32, of statement: SQLiteStatement? = nil) -> any Error {
        let message = String(cString: sqlite3_errmsg(handle))
        switch code & 0xFF {
        case SQLITE_FULL: return EngineError.storageFull
        case SQLITE_IOERR where isOutOfSpace && !Self.mayBeStored(code): return EngineError.storageFull
        case SQLITE_BUSY: return EngineError.timedOut
        case SQLITE_INTERRUPT:
            return deadline.hit == .cancellation ? CancellationError() : EngineError.timedOut
        case SQLITE_CONSTRAINT:
            if let violation = violation(code, message, of: statement) { return violation }
            fallthrough
        default: return EngineError.failed(code: Int(code), message: message)
        }
    }

    /// The refusal of a commit for which no one statement stands: a deferred foreign key is still broken.
    func brokenForeignKey() -> ConstraintViolation {
        ConstraintViolation(ConstraintNaming(connection: self).foreignKeys(of: nil))
    }

    /// Whether the system's own last word was that there is no room: also by quota, or in the shared-memory file.
    private var isOutOfSpace: Bool {
        [ENOSPC, EDQUOT, EFBIG].contains(sqlite3_system_errno(handle))
    }

    /// Whether it was the last step that failed, when all was written: the next start may find it (`SQLITE_IOERR_FSYNC` and
    /// `SQLITE_IOERR_DIR_FSYNC`, sqlite.org/rescode.html).
    private static func mayBeStored(_ code: Int32) -> Bool {
        [4, 5].contains(code >> 8)
    }

    private func violation(_ code: Int32, _ message: String, of statement: SQLiteStatement?) -> ConstraintViolation? {
        // "UNIQUE constraint failed: tags.store_id, tags.name_key": what failed stands behind the colon.
        let subject = message.firstRange(of: ": ").map { String(message[$0.upperBound...]) } ?? ""
        let names = deadline.suspended {
            let naming = ConstraintNaming(connection: self)
            return switch ConstraintKind(rawValue: code >> 8) {
            case .unique: naming.unique(subject)
            case .primaryKey, .rowID: naming.primaryKey(subject)
            case .notNull: naming.notNull(subject)
            case .check: [subject]
            case .foreignKey: naming.foreignKeys(of: statement)
            case nil: [String]()
            }
        }
        return names.isEmpty ? nil : ConstraintViolation(names)
    }
}

/// The upper bytes of the result codes `SQLITE_CONSTRAINT_…` (sqlite.org/rescode.html), which Swift cannot import.
private enum ConstraintKind: Int32 {
    case check = 1
    case foreignKey = 3
    case notNull = 5
    case primaryKey = 6
    case unique = 8
    case rowID = 10
}
