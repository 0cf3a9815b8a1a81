import CPostgres

/// What can go wrong on a connection that the engine mends by itself where it may.
enum PostgresFault: Error {
    /// The connection is gone, with the words for the log: what had been sent on it may have been done.
    case lost(String)
    /// The server itself would not run the statement and is of no use any more, with its words for the log.
    case refused(String)
    /// The connection was gone before the statement could be sent on it.
    case notSent
    /// The transaction ran into another (40001, 40P01): it may be run again.
    case conflict
    /// Another transaction had what was wanted for longer than the statement waits (55P03).
    case locked
    /// The server has no statement of this name (26000): it is to be prepared again.
    case unprepared
    /// The statement was not run, because one before it in the pipeline failed.
    case skipped(because: any Error)

    /// Whether the connection is of no use any more.
    var endsConnection: Bool {
        switch self {
        case .lost, .refused: true
        case .notSent, .conflict, .locked, .unprepared, .skipped: false
        }
    }

    /// What those are told that were skipped because of `fault`, which may have been skipped itself.
    static func following(_ fault: any Error) -> PostgresFault {
        if case PostgresFault.skipped(let cause) = fault { return .skipped(because: cause) }
        return .skipped(because: fault)
    }
}

extension PostgresResult {
    /// The error that the result is; nil when the statement did what it should.
    var fault: (any Error)? {
        switch status {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: nil
        default: failure
        }
    }

    private var failure: any Error {
        guard let state = diagnosis(Self.sqlState) else { return PostgresFault.lost(message) }
        let words = diagnosis(Self.primaryMessage) ?? message
        // The server has fallen over, perhaps behind a commit that is durable.
        if diagnosis(Self.severity) == "PANIC" { return PostgresFault.lost("\(words) (\(state))") }
        switch state {
        case "40001", "40P01": return PostgresFault.conflict
        case "26000": return PostgresFault.unprepared
        case "55P03": return PostgresFault.locked
        // Statement time-outs, and work that an administrator ended.
        case "57014": return EngineError.timedOut
        // disk_full
        case "53100": return EngineError.storageFull
        case "53200", "53300", "53400": return EngineError.overloaded
        // A standby, or a primary that has become one: somebody else writes now.
        case "25006": return PostgresFault.refused(words)
        // A prepared statement whose tables have been migrated since: "cached plan must not change result type", in whatever
        // language the server speaks.
        case "0A000" where diagnosis(Self.function) == "RevalidateCachedQuery": return PostgresFault.refused(words)
        // The server is going, coming, or has ended this connection. A pooler that says so may have lost a server that had
        // done everything: only PostgreSQL names a function of its source.
        case let state where ["57P", "25P03"].contains(where: state.hasPrefix) && diagnosis(Self.function) != nil:
            return PostgresFault.refused("\(words) (\(state))")
        case let state where ["57P", "08", "25P03"].contains(where: state.hasPrefix):
            return PostgresFault.lost("\(words) (\(state))")
        case let state where state.hasPrefix("23"): return violation(state) ?? other(state, words)
        default: return other(state, words)
        }
    }

    private func other(_ state: String, _ words: String) -> EngineError {
        .failed(code: Int(state, radix: 36) ?? 0, message: "\(words) (SQLSTATE \(state))")
    }

    /// A missing value is told by its column alone; its name is made as the other engine makes it.
    private func violation(_ state: String) -> ConstraintViolation? {
        if state == "23502", let table = diagnosis(Self.table), let column = diagnosis(Self.column) {
            return ConstraintViolation(["\(table)_\(column)_not_null"])
        }
        return diagnosis(Self.constraint).map { ConstraintViolation([$0]) }
    }
}

extension PostgresResult {
    /// `PG_DIAG_…`: characters in C, which Swift does not import.
    private static let severity = Int32(UInt8(ascii: "V"))
    private static let sqlState = Int32(UInt8(ascii: "C"))
    private static let function = Int32(UInt8(ascii: "R"))
    private static let primaryMessage = Int32(UInt8(ascii: "M"))
    private static let table = Int32(UInt8(ascii: "t"))
    private static let column = Int32(UInt8(ascii: "c"))
    private static let constraint = Int32(UInt8(ascii: "n"))
}
