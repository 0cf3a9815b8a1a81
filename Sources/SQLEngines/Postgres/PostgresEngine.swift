public import NIOCore
public import NIOPosix

/// A PostgreSQL database (15 or newer) that other processes may share.
///
/// A single statement goes out on its event loop's shared connection, together with all others of the same turn. A read
/// of several has a snapshot (`REPEATABLE READ`) and a write a transaction (`READ COMMITTED`, which sees what is
/// committed when each of its statements begins) on a connection of its own. What ends with a lost connection, a
/// deadlock or a serialization failure is run again, unless it may have been done.
public final class PostgresEngine: Engine {
    public let dialect = Dialect.postgres

    let options: PostgresOptions
    let pool: PostgresPool
    let connector: PostgresConnector
    let replica: PostgresReplica?
    let group: any EventLoopGroup
    let shared: [ObjectIdentifier: SharedReads]

    /// Connects to a `postgres://` URL of libpq's form, and stays on the event loops of `group`.
    ///
    /// Throws ``DatabaseUnusable`` when the database cannot be used.
    public static func open(
        url: String, options: PostgresOptions = PostgresOptions(),
        group: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) async throws -> PostgresEngine {
        let engine = try PostgresEngine(url: url, options: options, group: group)
        do {
            let connection = try await engine.connector.connect(on: group.any())
            engine.pool.adopt(connection)
            return engine
        } catch {
            await engine.close()
            throw DatabaseUnusable(connecting: error, to: url)
        }
    }

    private init(url: String, options: PostgresOptions, group: any EventLoopGroup) throws {
        self.options = options
        self.group = group
        let connector = PostgresConnector(url: url, options: options, watch: try SocketWatch())
        self.connector = connector
        pool = PostgresPool(connector, on: group, wait: options.connectionWait)
        replica = options.replica.map { PostgresReplica(url: $0, beside: connector, on: group) }
        shared = Dictionary(
            group.makeIterator().map { (ObjectIdentifier($0), SharedReads(connector, on: $0)) },
            uniquingKeysWith: { first, _ in first })
    }

    public func close() async {
        await replica?.close()
        await pool.close()
        for reads in shared.values { await reads.close() }
        connector.watch.end()
        await connector.close()
    }
}

extension PostgresEngine {
    @discardableResult
    public func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int {
        try await observed(.point) { try await single(sql).read(each) }
    }

    public func read<Value: Sendable>(
        _ effort: ReadEffort, _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        try await observed(effort) {
            if effort == .long, let replica, let value = try await replica.read(after: self, body) { return value }
            let patience = effort == .bulk ? nil : options.patience
            return try await repeating {
                try await pool.withConnection(for: PostgresWork(effort)) {
                    try await $0.connection.snapshot(patience: patience, body)
                }
            }
        }
    }

    @discardableResult
    public func write<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        let call = WriteCall()
        do {
            return try await repeating { try await transact(.write, call, options.patience, body) }
        } catch is GivenWay {
            options.observer?.writeGaveWay()
            let patient = WriteCall(asked: call.asked, latest: call.asked + options.connectionWait)
            return try await repeating { try await transact(.patient, patient, options.patience, body) }
        }
    }

    public func write<Value: Sendable>(
        _ statements: [SQL], _ make: @escaping @Sendable (_ statement: Int, inout Row) throws -> Value
    ) async throws -> [Value] {
        let answers = try await whole(statements)
        var values: [Value] = []
        do {
            for (number, answer) in answers.enumerated() {
                _ = try answer.read { row in values.append(try make(number, &row)) }
            }
        } catch {
            // It has been done, and nobody can say what.
            throw EngineError.outcomeUnknown
        }
        return values
    }

    @discardableResult
    public func maintain<Value: Sendable>(
        _ body: @escaping @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        let call = WriteCall()
        return try await repeating { try await transact(.bulk, call, nil, body) }
    }

    public func listen(_ hear: @escaping @Sendable (Announcement) -> Void) async throws -> (any AnnouncementListener)? {
        let listener = PostgresListener(connector, on: group.any(), hear)
        try await listener.connect()
        return listener
    }
}

extension PostgresEngine {
    private static let begin = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"

    /// `patience` is how long the server may be silent; nil for a transaction without time-outs.
    private func transact<Value: Sendable>(
        _ work: PostgresWork, _ call: WriteCall, _ patience: TimeAmount?,
        _ body: @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        try await withTransaction(work, call) { transaction, work in
            let isHasty = work == .write
            do {
                transaction.begin(Self.begin, patience, locks: isHasty ? options.shortLockWait : nil)
                let value = try await transaction.perform(body)
                let ended = ContinuousClock.now
                try await transaction.commit()
                return (value, ended)
            } catch PostgresFault.locked where isHasty {
                throw GivenWay()
            }
        }
    }

    /// Who sends everything at once would rather hear of a lock than wait for it: what it does instead is its own matter.
    private func whole(_ statements: [SQL]) async throws -> [PostgresResult] {
        let (call, locks) = (WriteCall(), options.shortLockWait)
        return try await repeating {
            try await withTransaction(.write, call) { transaction, _ in
                let sent = ContinuousClock.now
                return (try await transaction.runWhole(Self.begin, statements, options.patience, locks: locks), sent)
            }
        }
    }

    /// `attempt` is told what it has its connection as, and says since when it waited for the commit alone, or for it together
    /// with everything else.
    private func withTransaction<Value>(
        _ work: PostgresWork, _ call: WriteCall,
        _ attempt: (PostgresTransaction, PostgresWork) async throws -> (Value, ended: ContinuousClock.Instant)
    ) async throws -> Value {
        try await pool.withConnection(for: work, until: call.latest) { lease in
            let began = ContinuousClock.now
            let (value, ended) = try await attempt(PostgresTransaction(lease.connection), lease.work)
            options.observer?.wrote(waiting: began - call.asked, running: ended - began)
            options.observer?.committed(writes: 1, took: ContinuousClock.now - ended)
            return value
        }
    }

    /// Runs `attempt` again when it met another transaction, a few times, or lost its connection; not for long.
    func repeating<Value>(_ attempt: () async throws -> Value) async throws -> Value {
        let latest = ContinuousClock.now + options.connectionWait
        var (failures, conflicts) = (0, 0)
        while true {
            do {
                return try await attempt()
            } catch let fault as PostgresFault {
                if case .locked = fault { throw fault.outage }
                failures += 1
                if case .conflict = fault { conflicts += 1 }
                if conflicts > options.retries || ContinuousClock.now > latest { throw fault.outage }
                try await Task.sleep(for: .milliseconds(Int.random(in: 1...(8 << min(failures, 4)))))
            }
        }
    }

    private func observed<Value>(_ effort: ReadEffort, _ work: () async throws -> Value) async rethrows -> Value {
        guard let observer = options.observer else { return try await work() }
        let start = ContinuousClock.now
        defer { observer.read(effort, took: ContinuousClock.now - start) }
        return try await work()
    }
}

extension PostgresOptions {
    /// How long the server may be silent: as long as a statement may run, and a moment.
    var patience: TimeAmount { (max(statementLimit, longLimit) + .milliseconds(500)).timeAmount }
}

extension PostgresFault {
    /// What is said of it when it does not pass.
    var outage: EngineError {
        switch self {
        case .conflict: .overloaded
        case .locked: .timedOut
        case .lost, .refused, .notSent, .unprepared, .skipped: .unavailable
        }
    }
}

/// When a write was asked for, and until when it may wait for a connection where that is not as long as anybody may.
private struct WriteCall {
    var asked = ContinuousClock.now
    var latest: ContinuousClock.Instant?
}

/// A write was not done, because it met a lock that it might not wait for.
private struct GivenWay: Error {}
