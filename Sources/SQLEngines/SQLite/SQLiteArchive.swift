import CSQLite
import FoundationEssentials
import PercentCoding

/// A database file that nobody writes to, such as a backup, read as it lies: no lock, no log and no other file is made
/// beside it. Bytes after the database's last page are not looked at.
public final class SQLiteArchive: Engine {
    public let dialect = Dialect.sqlite

    private let reader: SQLiteReader
    private let thread: LongReads

    /// Throws ``EngineError`` when the file cannot be opened.
    public init(path: String) throws {
        let options = SQLiteOptions()
        thread = try LongReads(threads: 1, queueLimit: options.longQueue)
        let absolute = URL(fileURLWithPath: path).path
        let segments = absolute.split(separator: "/", omittingEmptySubsequences: false)
        let escaped = segments.map(\.percentEncoded).joined(separator: "/")
        reader = try SQLiteReader(
            path: "file://\(escaped)?immutable=1", flags: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI,
            options: options)
    }

    /// What is wrong inside the file, each in SQLite's own words: pages, indexes, constraints, foreign keys. None when
    /// it is sound. Reads all of it.
    public func faults() async throws -> [String] {
        do {
            return try await faultsFound()
        } catch EngineError.failed(let code, let message) where Int32(code & 0xFF) == SQLITE_CORRUPT {
            return [message]
        }
    }

    private func faultsFound() async throws -> [String] {
        try await read(.bulk) { session in
            let pages: [String] = try await session.all("PRAGMA integrity_check(20)") { row in try row.next() }
            if pages != ["ok"] { return pages }
            return try await session.all("PRAGMA foreign_key_check") { row in
                "a row of \(try row.next(String.self)) refers to one that is missing"
            }
        }
    }

    public func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int {
        let rows = try await thread.run { [reader] in try await reader.finish(within: nil) { try $0.buffered(sql) } }
        for values in rows {
            var row = Row(BufferedRow(values))
            try each(&row)
        }
        return rows.count
    }

    public func read<Value: Sendable>(
        _ effort: ReadEffort, _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        try await thread.run { [reader] in try await reader.finish(within: nil) { try await body($0) } }
    }

    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value { throw Self.isReadOnly }

    public func maintain<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value { throw Self.isReadOnly }

    public func close() async { reader.close() }

    private static let isReadOnly = EngineError.failed(code: Int(SQLITE_READONLY), message: "an archive is only read")
}
