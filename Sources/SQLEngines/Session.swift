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
