/// How much work a read may be. `point` reads are a few microseconds of page cache and run where they are called;
/// `long` ones (search, export, counts) leave the caller's thread at once.
public enum ReadEffort: Sendable {
    case point
    case long
}

/// Something that runs one statement at a time: a transaction, or an ``Engine`` for a single read outside one.
public protocol Session {
    /// Runs `sql`, hands every row to `each` in order, and returns how many rows it answered or changed.
    ///
    /// Throws ``ConstraintViolation`` when a constraint refused it, ``EngineError`` when the engine failed.
    @discardableResult
    func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int
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
    /// conflict, so it must have no effect outside the transaction. A refused statement spoils the transaction, as on
    /// PostgreSQL: what `body` runs after it fails too, and nothing is kept even when `body` returns.
    @discardableResult
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value

    /// A write that may take as long as it needs, for migrations and other work done while nobody waits.
    @discardableResult
    func maintain<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value

    /// Finishes what is under way and gives the database back. Later calls throw ``EngineError/closed``.
    func close() async
}

extension Engine {
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
