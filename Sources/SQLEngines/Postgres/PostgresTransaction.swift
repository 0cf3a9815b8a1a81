import NIOCore
import Synchronization

/// What a body speaks to: one transaction on a connection of its own.
///
/// What need not be waited for, as `BEGIN` or a lock, goes out together with the statement after it; an error of it is
/// that statement's.
final class PostgresTransaction: Session, Sendable {
    private let connection: PostgresConnection
    private let trouble = Mutex<(any Error)?>(nil)

    init(_ connection: PostgresConnection) {
        self.connection = connection
    }

    /// The first error of the transaction: nothing of it can be kept any more.
    var spoilt: (any Error)? { trouble.withLock { $0 } }

    func run(_ sql: SQL, each: (inout Row) throws -> Void) async throws -> Int {
        try checkIntact()
        return try await ask(sql).read(each)
    }

    func run(_ statements: [SQL], each: (_ statement: Int, inout Row) throws -> Void) async throws {
        if statements.isEmpty { return }
        try checkIntact()
        for (number, result) in await ask(statements).enumerated() {
            _ = try noted(result).read { row in try each(number, &row) }
        }
    }

    func post(_ statements: [SQL]) async throws {
        try checkIntact()
        onLoop { [self] in
            for sql in statements { send(sql) }
        }
    }

    func lock(rows selection: SQL) async throws {
        post("SELECT 1 FROM \(selection) FOR UPDATE")
    }

    func lock(name: String) async throws {
        post("SELECT pg_advisory_xact_lock(hashtextextended(\(name), 0))")
    }

    func announce(_ message: String) async throws {
        post("SELECT pg_notify('souk', \(message))")
    }

    /// Sends a statement without waiting for it.
    func post(_ sql: SQL) {
        onLoop { [self] in send(sql) }
    }

    /// On the loop.
    private func send(_ sql: SQL) {
        connection.send(sql) { result in
            if case .failure(let error) = result { self.note(error) }
        }
    }

    /// Sends a statement and waits for its answer. Throws what the transaction suffers from, where that is not this
    /// statement's own fault.
    func ask(_ sql: SQL) async throws -> PostgresResult {
        let result = await withCheckedContinuation { caller in
            onLoop { [self] in
                connection.send(sql) { result in caller.resume(returning: result) }
            }
        }
        return try noted(result)
    }

    /// Sends statements, and waits until all of them are answered.
    private func ask(_ statements: [SQL]) async -> [Result<PostgresResult, any Error>] {
        await withCheckedContinuation { caller in
            onLoop { [self] in
                let answers = NIOLoopBoundBox([Result<PostgresResult, any Error>](), eventLoop: connection.loop)
                for sql in statements {
                    connection.send(sql) { result in
                        answers.value.append(result)
                        if answers.value.count == statements.count { caller.resume(returning: answers.value) }
                    }
                }
            }
        }
    }

    private func onLoop(_ body: @escaping @Sendable () -> Void) {
        if connection.loop.inEventLoop { body() } else { connection.loop.execute(body) }
    }
}

extension PostgresTransaction {
    /// Begins without waiting for that; `patience` is how long the server may be silent, nil for work without a limit of its
    /// own, and `locks` how long its statements wait for others', nil for as long as its connection's do.
    func begin(_ statement: String, _ patience: TimeAmount?, locks: Duration? = nil) {
        onLoop { [self] in sendBegin(statement, patience) }
        if let locks { limit("lock_timeout", locks) }
    }

    /// How long something may take in this transaction: a setting of PostgreSQL's.
    func limit(_ setting: String, _ limit: Duration) {
        post("SELECT set_config(\(setting), \(String(limit.milliseconds)), true)")
    }

    /// Ends the transaction without waiting for that.
    func end(_ statement: String) {
        onLoop { [connection] in
            connection.endSegment()
            connection.send(boundary: statement) { _ in }
            connection.endSegment()
        }
    }

    /// Makes the transaction durable. Throws ``EngineError/outcomeUnknown`` when the connection was lost meanwhile.
    func commit() async throws {
        let answer = await withCheckedContinuation { caller in
            onLoop { [self] in connection.send(boundary: "COMMIT") { caller.resume(returning: $0) } }
        }
        try settled { try check(commit: answer) }
    }

    /// The whole transaction in one packet: begins, runs the statements, commits. What they answered. Throws as
    /// ``commit()`` does.
    func runWhole(
        _ begin: String, _ statements: [SQL], _ patience: TimeAmount?, locks: Duration? = nil
    ) async throws -> [PostgresResult] {
        let (answers, commit) = await withCheckedContinuation { caller in
            onLoop { [self] in
                let answers = NIOLoopBoundBox([Result<PostgresResult, any Error>](), eventLoop: connection.loop)
                sendBegin(begin, patience)
                if let locks { limit("lock_timeout", locks) }
                for sql in statements {
                    connection.send(sql) { answers.value.append($0) }
                }
                connection.send(boundary: "COMMIT") { commit in caller.resume(returning: (answers.value, commit)) }
            }
        }
        return try settled {
            let results = try answers.map { try noted($0) }
            try check(commit: commit)
            return results
        }
    }

    /// On the loop.
    private func sendBegin(_ statement: String, _ patience: TimeAmount?) {
        connection.setPatience(patience)
        connection.send(boundary: statement) { result in
            if case .failure(let error) = result { self.note(error) }
        }
        guard patience == nil else { return }
        for limit in ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"] {
            send("SELECT set_config(\(limit), '0', true)")
        }
    }

    /// A commit that the server refused may have been done before, as when it would not wait for a standby any longer.
    private func check(commit answer: Result<PostgresResult, any Error>) throws {
        switch answer {
        case .success(let result) where result.command == "COMMIT":
            // Without its beginning it was no transaction: what was sent by itself has been done.
            if spoilt != nil { throw EngineError.outcomeUnknown }
        case .success: throw spoilt ?? EngineError.failed(code: 0, message: "nothing was kept")
        case .failure(PostgresFault.refused(let words)): throw PostgresFault.lost(words)
        case .failure: _ = try noted(answer)
        }
    }

    /// Reads the answers of a transaction whose end has been sent. What was refused before that end was
    /// reached has not been done, though the connection is lost.
    private func settled<Value>(_ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch PostgresFault.lost {
            if let spoilt, case .refused = spoilt as? PostgresFault { throw spoilt }
            throw EngineError.outcomeUnknown
        } catch {
            end("ROLLBACK")
            throw error
        }
    }
}

extension PostgresTransaction {
    func setPatience(_ limit: TimeAmount?) {
        onLoop { [connection] in connection.setPatience(limit) }
    }

    private func checkIntact() throws {
        if let spoilt { throw spoilt }
    }

    /// Whatever a spoilt transaction still runs is refused for that (25P02): what spoilt it is told instead, as it may have
    /// been posted and told to nobody.
    private func noted(_ result: Result<PostgresResult, any Error>) throws -> PostgresResult {
        switch result {
        case .success(let result): return result
        case .failure(let error):
            note(error)
            switch error {
            case PostgresFault.skipped(let cause): throw spoilt ?? cause
            case PostgresFault.unprepared: throw spoilt ?? error
            case is PostgresFault: throw error
            default: throw spoilt ?? error
            }
        }
    }

    private func note(_ error: any Error) {
        let cause = if case .skipped(let cause)? = error as? PostgresFault { cause } else { error }
        trouble.withLock { trouble in if trouble == nil { trouble = cause } }
    }
}
