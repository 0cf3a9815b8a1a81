/// A constraint refused a statement.
public struct ConstraintViolation: Error, Sendable, Equatable {
    /// The constraint's name as PostgreSQL would make it by default. More than one where the engine does not tell
    /// which of a table's foreign keys it was (SQLite does not).
    public let candidates: [String]

    public init(_ candidates: [String]) {
        self.candidates = candidates
    }

    public func mayBe(_ name: String) -> Bool { candidates.contains(name) }
}

/// The engine could not do its work. None of these is the caller's fault.
public enum EngineError: Error, Sendable, Equatable {
    /// No room left on the disk; nothing was written.
    case storageFull
    /// The statement took longer than it may, or waited too long for its turn.
    case timedOut
    /// Too much work is waiting; nothing was begun.
    case overloaded
    /// The database cannot be reached, or refuses to be written to for now; nothing was done.
    case unavailable
    /// The connection was lost while the write became durable: it was done, or it was not.
    case outcomeUnknown
    /// The engine has been closed.
    case closed
    /// Anything else, with the engine's own words for the log. Never shown to a client.
    case failed(code: Int, message: String)
}

/// A column held something other than what was asked of it.
public struct DecodingFault: Error, Sendable, Equatable {
    public let column: Int
    public let wanted: String

    public init(column: Int, wanted: String) {
        self.column = column
        self.wanted = wanted
    }
}
