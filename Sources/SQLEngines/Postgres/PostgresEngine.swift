/// A PostgreSQL database (15 or newer) that other processes may share.
public final class PostgresEngine: Engine {
    public let dialect = Dialect.postgres

    /// Connects. Throws ``DatabaseUnusable`` when it cannot.
    public static func open(url: String, options: PostgresOptions = PostgresOptions()) async throws -> PostgresEngine {
        throw DatabaseUnusable("The PostgreSQL engine is not built yet. Use sqlite:PATH for now.")
    }

    public func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int { throw EngineError.closed }

    public func read<Value: Sendable>(
        _ effort: ReadEffort, _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value { throw EngineError.closed }

    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value { throw EngineError.closed }

    public func maintain<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value { throw EngineError.closed }

    public func close() async {}
}
