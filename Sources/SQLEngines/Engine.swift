/// How much work a read may be. `point` reads are a few microseconds of page cache and run where they are called;
/// `long` ones (search, counts) leave the caller's thread at once, and `bulk` ones (a copy of everything) may take as
/// long as they need.
public enum ReadEffort: Sendable {
    case point
    case long
    case bulk
}

/// A database: single reads (as a ``Session`` itself), reads of one snapshot, and writes in a transaction.
public protocol Engine: Session, Sendable {
    var dialect: Dialect { get }

    /// Runs `body` on one snapshot of the database. It may be run again from the start if it took longer than a
    /// `point` read may, so it must have no effect of its own.
    func read<Value: Sendable>(
        _ effort: ReadEffort, _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value

    /// Runs `body` in one transaction and returns when it is durable: what was acknowledged survives a power cut.
    /// An error thrown by `body` rolls everything back and is thrown on. May be run again after a serialization
    /// conflict, or to wait for a lock, so it must have no effect outside the transaction. A refused statement spoils the
    /// transaction, as on PostgreSQL: what `body` runs after it fails too, and nothing is kept even when `body` returns.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value

    /// A write of statements of which none needs what another answers. Every row is handed to `make`, with the number of its
    /// statement from 0, and what that makes of them is returned. Over a wire it is one way there and back, the commit among
    /// it. Durable, undone and run again as ``write(_:)`` says, but it waits a moment only
    /// for what others have locked, and is ``EngineError/timedOut`` then. `make` must have no effect of its own;
    /// what it throws may come too late to undo anything, and is ``EngineError/outcomeUnknown`` then.
    func write<Value: Sendable>(
        _ statements: [SQL], _ make: @escaping @Sendable (_ statement: Int, inout Row) throws -> Value
    ) async throws -> [Value]

    /// A write that may take as long as it needs, for migrations and other work done while nobody waits.
    @discardableResult
    func maintain<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value

    /// Begins to hear what is announced: `hear` is called on the engine's own threads, in the order of the writes, and
    /// must return at once. Nil where no other process can share the database.
    func listen(_ hear: @escaping @Sendable (Announcement) -> Void) async throws -> (any AnnouncementListener)?

    /// Throws ``EngineError`` when the database does not answer, or is not where it was opened.
    func check() async throws

    /// How much room the database takes at this moment; nil where that is nobody's question, as of an archive.
    func size() async throws -> EngineSize?

    /// Finishes what is under way and gives the database back. Later calls throw ``EngineError/closed``.
    func close() async
}

extension Engine {
    /// Whether other processes may have the same database open.
    public var isShared: Bool { dialect.name == .postgres }

    public func listen(_ hear: @escaping @Sendable (Announcement) -> Void) async throws -> (any AnnouncementListener)? {
        nil
    }

    public func check() async throws {
        guard try await value("SELECT CAST(1 AS BIGINT)", as: Int64.self) == 1 else { throw EngineError.unavailable }
    }

    public func size() async throws -> EngineSize? { nil }

    public func write<Value: Sendable>(
        _ statements: [SQL], _ make: @escaping @Sendable (_ statement: Int, inout Row) throws -> Value
    ) async throws -> [Value] {
        try await write { session in
            var values: [Value] = []
            try await session.run(statements) { number, row in values.append(try make(number, &row)) }
            return values
        }
    }

    /// Runs `body`, and closes the engine at its end, whatever came of it.
    public func closing<Value>(after body: (Self) async throws -> Value) async throws -> Value {
        do {
            let value = try await body(self)
            await close()
            return value
        } catch {
            await close()
            throw error
        }
    }

    /// A `point` read of one snapshot.
    public func read<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        try await read(.point, body)
    }
}
