import FoundationEssentials

/// A SQLite database in one file, held by this process alone.
///
/// `point` reads run on the caller's thread and never suspend; `long` ones run on a few threads of their own, `bulk` ones
/// one after another on another; writes run one after another on the writer's thread, and all that wait together share
/// one commit. Reads see a snapshot and wait for no write (sqlite.org/wal.html).
///
/// A write's body should wait for nothing but its session, because all other writes wait for it; it must not begin
/// another write.
public final class SQLiteEngine: Engine {
    public let dialect = Dialect.sqlite
    /// The database file: absolute, without symbolic links.
    public let path: String

    private let options: SQLiteOptions
    private let writer: SQLiteWriter
    private let readers: ReaderPool
    private let turns: TurnReads
    private let longReads: LongReads
    private let bulkReads: LongReads

    /// Opens the database at `path`; makes the file, and the folders above it, where they are missing.
    ///
    /// Throws ``DatabaseInUse`` when another process holds it, and ``DatabaseUnusable`` when it cannot be opened.
    public static func open(path: String, options: SQLiteOptions = SQLiteOptions()) async throws -> SQLiteEngine {
        try SQLiteEngine(path: path, options: options) {}
    }

    /// An empty database in a fresh folder that ``close()`` removes. For tests.
    public static func temporary(options: SQLiteOptions = SQLiteOptions()) async throws -> SQLiteEngine {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sqlite-\(UUID().uuidString)")
        return try SQLiteEngine(path: folder.path + "/temporary.sqlite", options: options) {
            try? FileManager.default.removeItem(at: folder)
        }
    }

    private init(path name: String, options: SQLiteOptions, afterwards: @escaping @Sendable () -> Void) throws {
        let file = try DatabaseFile(name)
        let path = file.path
        self.path = path
        self.options = options
        do {
            longReads = try LongReads(
                threads: options.longThreads, queueLimit: options.longQueue, waitLimit: options.longLimit)
            bulkReads = try LongReads(threads: 1, queueLimit: options.bulkQueue)
            // The writer keeps the lock until its connection, the last one, is closed.
            writer = try SQLiteWriter(path: path, options: options) { [lock = file.lock] in
                afterwards()
                lock.release()
            }
        } catch let error as EngineError {
            throw DatabaseUnusable.engine(error, path)
        }
        do {
            readers = try ReaderPool { try SQLiteReader(path: path, options: options) }
        } catch {
            writer.queue.close()
            throw error
        }
        turns = TurnReads(readers: readers, commits: writer.commits)
    }

    deinit { writer.queue.close() }

    /// Writes that wait for the writer at this moment.
    public var waitingWrites: Int { writer.queue.count }

    /// Finishes the reads and writes under way, copies the write-ahead log into the file, and lets go of the lock.
    public func close() async {
        await readers.close()
        await writer.close()
    }
}

extension SQLiteEngine {
    /// Runs one statement that only reads, where it is called. When it has answered no row in time it begins again on
    /// the threads for long reads; once it has, it runs on here, so an answer of many rows belongs in a `read`.
    @discardableResult
    public func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int {
        try await observed(.point) {
            if let count = try runHere(sql, each: each) { return count }
            options.observer?.readMoved()
            let rows = try await read(on: longReads, within: options.longLimit) { reader in try reader.buffered(sql) }
            for values in rows {
                var row = Row(BufferedRow(values))
                try each(&row)
            }
            return rows.count
        }
    }

    public func read<Value: Sendable>(
        _ effort: ReadEffort, _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        try await observed(effort) {
            if effort == .point {
                if let value = try await readHere(body) { return value }
                options.observer?.readMoved()
            }
            let (threads, limit) = effort == .bulk ? (bulkReads, nil) : (longReads, options.longLimit)
            return try await read(on: threads, within: limit) { reader in try await body(reader) }
        }
    }

    public func check() async throws {
        let reader = try readers.take()
        defer { readers.giveBack(reader) }
        try reader.check()
    }

    @discardableResult
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        try await writer.write(limit: options.writeLimit, body)
    }

    @discardableResult
    public func maintain<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        try await writer.write(limit: nil, body)
    }

    private func runHere(_ sql: SQL, each: (inout Row) throws -> Void) throws -> Int? {
        if let turn = turns.current(), let reader = try turn.take() {
            var isIntact = false
            defer { turn.giveBack(isIntact: isIntact) }
            let count = try reader.attempt(
                sql, within: options.pointLimit, thenWithin: options.longLimit, each: each)
            isIntact = count != nil
            return count
        }
        let reader = try readers.take()
        defer { readers.giveBack(reader) }
        return try reader.attempt(sql, within: options.pointLimit, thenWithin: options.longLimit, each: each)
    }

    private func readHere<Value: Sendable>(
        _ body: @Sendable (any Session) async throws -> Value
    ) async throws -> Value? {
        if let turn = turns.current(), let reader = try turn.take() {
            var isIntact = false
            defer { turn.giveBack(isIntact: isIntact) }
            let value = try await reader.attempt(within: options.pointLimit, body)
            isIntact = value != nil
            return value
        }
        let reader = try readers.take()
        defer { readers.giveBack(reader) }
        try reader.beginSnapshot()
        defer { reader.endSnapshot() }
        return try await reader.attempt(within: options.pointLimit, body)
    }

    private func read<Value: Sendable>(
        on threads: LongReads, within limit: Duration?, _ body: @Sendable (SQLiteReader) async throws -> Value
    ) async throws -> Value {
        try readers.enter()
        defer { readers.leave() }
        return try await threads.run { [readers] in
            let reader = try readers.take(hasEntered: true)
            defer { readers.giveBack(reader) }
            return try await reader.finish(within: limit, body)
        }
    }

    /// Reads one snapshot on a thread and a connection of its own, for as long as it takes, so that a piece of work of
    /// minutes takes no turn from others.
    func readApart<Value: Sendable>(_ body: @Sendable (SQLiteReader) async throws -> Value) async throws -> Value {
        try readers.enter()
        defer { readers.leave() }
        let thread = try LongReads(threads: 1, queueLimit: 1)
        let reader = try SQLiteReader(path: path, options: options)
        defer { reader.close() }
        return try await thread.run { try await reader.finish(within: nil, body) }
    }

    private func observed<Value>(_ effort: ReadEffort, _ work: () async throws -> Value) async rethrows -> Value {
        guard let observer = options.observer else { return try await work() }
        let start = ContinuousClock.now
        defer { observer.read(effort, took: ContinuousClock.now - start) }
        return try await work()
    }
}
