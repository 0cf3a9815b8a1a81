/// A SQLite database in one file, held by this process alone.
public final class SQLiteEngine: Engine {
    public let dialect = Dialect.sqlite
    /// The database file, as it was named.
    public let path: String

    init(path: String) {
        self.path = path
    }

    /// Opens the database at `path`; makes the file, and the folders above it, where they are missing.
    ///
    /// Throws ``DatabaseInUse`` when another process holds it, and ``DatabaseUnusable`` when it cannot be opened.
    public static func open(path: String, options: SQLiteOptions = SQLiteOptions()) async throws -> SQLiteEngine {
        throw EngineError.closed
    }

    /// An empty database in a fresh folder that ``close()`` removes. For tests.
    public static func temporary(options: SQLiteOptions = SQLiteOptions()) async throws -> SQLiteEngine {
        throw EngineError.closed
    }

    /// Writes that wait for the writer at this moment.
    public var waitingWrites: Int { 0 }

    public func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int {
        throw EngineError.closed
    }

    public func read<Value: Sendable>(
        _ effort: ReadEffort, _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        throw EngineError.closed
    }

    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        throw EngineError.closed
    }

    public func maintain<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        throw EngineError.closed
    }

    public func close() async {}
}
