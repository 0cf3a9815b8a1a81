/// How much room a database takes.
public struct EngineSize: Sendable, Equatable {
    /// The database itself, in bytes.
    public let bytes: Int64
    /// What lies beside it until it is copied in, in bytes: SQLite's write-ahead log. 0 where that is the server's affair.
    public let logBytes: Int64
    /// What is left on its disk, in bytes; nil where that is another machine's, or cannot be told.
    public let freeBytes: Int64?

    public init(bytes: Int64, logBytes: Int64, freeBytes: Int64?) {
        self.bytes = bytes
        self.logBytes = logBytes
        self.freeBytes = freeBytes
    }
}

extension Dialect {
    /// The engine's name as its makers write it.
    public var title: String {
        switch name {
        case .sqlite: "SQLite"
        case .postgres: "PostgreSQL"
        }
    }
}

extension SQLiteEngine {
    public func size() async throws -> EngineSize? {
        EngineSize(
            bytes: Disk.size(of: path) ?? 0, logBytes: Disk.size(of: path + "-wal") ?? 0,
            freeBytes: Disk.free(at: path))
    }
}

extension PostgresEngine {
    public func size() async throws -> EngineSize? {
        let bytes: Int64? = try await value("SELECT pg_database_size(current_database())")
        return bytes.map { EngineSize(bytes: $0, logBytes: 0, freeBytes: nil) }
    }
}
