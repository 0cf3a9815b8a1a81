/// How much work a read may be. `point` reads are a few microseconds of page cache and run where they are called;
/// `long` ones (search, counts) leave the caller's thread at once, and `bulk` ones (a copy of everything) may take as
/// long as they need.
public enum ReadEffort: Sendable {
    case point
    case long
    case bulk
}

/// Something that runs one statement at a time: a transaction, or an ``Engine`` for a single read outside one.
public protocol Session {
    /// Runs `sql`, hands every row to `each` in order, and returns how many rows it answered or changed.
    ///
    /// Throws ``ConstraintViolation`` when a constraint refused it, ``EngineError`` when the engine failed; in a write of which
    /// a statement has failed, what that one threw.
    @discardableResult
    func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int

    /// Runs statements one after another, of which none needs what another answers, and hands every row to `each` with the
    /// number of its statement, from 0. Where that saves ways over a wire they go out together. Throws as ``run(_:each:)``
    /// does, for the first that failed.
    func run(_ statements: [SQL], each: (_ statement: Int, inout Row) throws -> Void) async throws

    /// Runs statements whose answers nobody needs, in a write. One that fails spoils the write: what it throws comes from here,
    /// from a statement after it, or at the write's end.
    func post(_ statements: [SQL]) async throws

    /// Runs an `INSERT` of one row and returns its new `id`; nil when there is none because `ON CONFLICT DO NOTHING` left it out.
    func newID(_ insert: SQL) async throws -> Int64?

    /// Runs `UPDATE table SET … WHERE id = … AND …`, hands the row to `each` as `columns` of it stand now, and returns how
    /// many rows it changed: one or none.
    func update(
        _ table: SQL, _ id: some SQLEncodable, set changes: SQL, where condition: SQL, answering columns: SQL,
        each: (inout Row) throws -> Void
    ) async throws -> Int

    /// Takes the rows of a selection, `"items WHERE id = \(id)"`, for this write: until it ends nobody else changes
    /// them, and what it reads from here on is as it stands now. The first thing that a write does which reads before
    /// it changes. An engine with one writer has nothing to do.
    func lock(rows selection: SQL) async throws

    /// Takes a name, `"login:a@example.com"`, for this write: another that takes the same waits for its end. For rules
    /// about rows that may not be there yet. An engine with one writer has nothing to do.
    func lock(name: String) async throws

    /// Tells everybody who shares the database, this process too, as soon as the write is durable and only then; see
    /// ``Engine/listen(_:)``. At most 7,000 bytes. Nobody shares an engine of one process, which tells nobody.
    func announce(_ message: String) async throws
}

extension Session {
    public func run(_ statements: [SQL], each: (_ statement: Int, inout Row) throws -> Void) async throws {
        for (number, sql) in statements.enumerated() {
            try await run(sql) { row in try each(number, &row) }
        }
    }

    public func post(_ statements: [SQL]) async throws {
        for sql in statements { try await run(sql) { _ in } }
    }

    public func newID(_ insert: SQL) async throws -> Int64? { try await value(insert + " RETURNING id") }

    @discardableResult
    public func update(
        _ table: SQL, _ id: some SQLEncodable, set changes: SQL, where condition: SQL, answering columns: SQL,
        each: (inout Row) throws -> Void
    ) async throws -> Int {
        try await run(
            "UPDATE \(table) SET \(changes) WHERE id = \(id) AND \(condition) RETURNING \(columns)", each: each)
    }

    public func lock(rows selection: SQL) async throws {}
    public func lock(name: String) async throws {}
    public func announce(_ message: String) async throws {}
}

/// What comes from those who share a database.
public enum Announcement: Sendable, Equatable {
    case message(String)
    /// The connection is new: messages may have been missed before it.
    case gap
}

/// A connection that hears what is announced.
public protocol AnnouncementListener: Sendable {
    /// Runs one statement by itself on the listener's connection, and returns how many rows it answered or changed.
    ///
    /// Whatever was announced by writes that were durable when this was called has been heard when it returns. Makes a
    /// lost connection anew, which is heard as ``Announcement/gap``. Throws ``EngineError/unavailable`` when it cannot.
    @discardableResult
    func run(_ sql: SQL) async throws -> Int

    /// Hears no more.
    func close() async
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

extension Session {
    /// Runs `sql` for its effect and returns how many rows it changed.
    @discardableResult
    public func execute(_ sql: SQL) async throws -> Int {
        try await run(sql) { _ in }
    }

    /// All rows, each made by `make`.
    public func all<Value>(_ sql: SQL, _ make: (inout Row) throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        try await run(sql) { row in values.append(try make(&row)) }
        return values
    }

    /// All rows.
    public func all<Value: RowDecodable>(_ sql: SQL, as _: Value.Type = Value.self) async throws -> [Value] {
        try await all(sql, Value.init(row:))
    }

    /// The first row, or nil when there is none.
    public func first<Value>(_ sql: SQL, _ make: (inout Row) throws -> Value) async throws -> Value? {
        var value: Value?
        try await run(sql) { row in if value == nil { value = try make(&row) } }
        return value
    }

    /// The first row, or nil when there is none.
    public func first<Value: RowDecodable>(_ sql: SQL, as _: Value.Type = Value.self) async throws -> Value? {
        try await first(sql, Value.init(row:))
    }

    /// The first column of the first row, or nil when there is none.
    public func value<Value: SQLDecodable>(_ sql: SQL, as _: Value.Type = Value.self) async throws -> Value? {
        try await first(sql) { row in try row.next() }
    }

    /// Runs `body`; a refusal by one of the named constraints is thrown as the error it means here.
    ///
    /// A name is PostgreSQL's default: `stores_name_key_key`, `item_tags_pkey`, `items_store_id_fkey`.
    public func explaining<Value, Meaning: Error>(
        _ constraint: String, as meaning: Meaning, _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch let violation as ConstraintViolation where violation.mayBe(constraint) {
            throw meaning
        }
    }
}
