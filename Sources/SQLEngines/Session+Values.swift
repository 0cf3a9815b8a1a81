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
