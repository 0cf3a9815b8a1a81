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
            onLoop { [self] in send(statements) { answers in caller.resume(returning: answers) } }
        }
    }

    /// On the loop. The boundary goes out behind the statements, and is the last of the answers.
    private func send(
        _ statements: [SQL], boundary: String? = nil,
        _ finish: @escaping @Sendable ([Result<PostgresResult, any Error>]) -> Void
    ) {
        let count = statements.count + (boundary == nil ? 0 : 1)
        let answers = NIOLoopBoundBox([Result<PostgresResult, any Error>](), eventLoop: connection.loop)
        let hear: PostgresConnection.Answer = { result in
            answers.value.append(result)
            if answers.value.count == count { finish(answers.value) }
        }
        for sql in statements { connection.send(sql, hear) }
        if let boundary { connection.send(boundary: boundary, hear) }
    }

    /// Begins the transaction without waiting for that.
    func begin(_ statement: String) {
        onLoop { [self] in
            connection.send(boundary: statement) { result in
                if case .failure(let error) = result { self.note(error) }
            }
        }
    }

    /// Ends the transaction without waiting for that.
    func end(_ statement: String) {
        onLoop { [connection] in
            connection.endSegment()
            connection.send(boundary: statement) { _ in }
            connection.endSegment()
        }
    }

    /// Runs the last statements, which go out together with the commit, and makes the transaction durable. Throws
    /// ``EngineError/outcomeUnknown`` when the connection was lost meanwhile.
    func commit(after statements: [SQL] = []) async throws -> [PostgresResult] {
        do {
            let answers = await withCheckedContinuation { caller in
                onLoop { [self] in
                    send(statements, boundary: "COMMIT") { answers in caller.resume(returning: answers) }
                }
            }
            var results = try answers.map { answer in try noted(answer) }
            if results.removeLast().command != "COMMIT" {
                throw spoilt ?? EngineError.failed(code: 0, message: "nothing was kept")
            }
            return results
        } catch PostgresFault.lost {
            throw EngineError.outcomeUnknown
        } catch {
            end("ROLLBACK")
            throw error
        }
    }

    func setPatience(_ limit: TimeAmount?) {
        onLoop { [connection] in connection.setPatience(limit) }
    }

    private func checkIntact() throws {
        if spoilt != nil {
            throw EngineError.failed(code: 0, message: "an earlier statement of this transaction was refused")
        }
    }

    private func noted(_ result: Result<PostgresResult, any Error>) throws -> PostgresResult {
        switch result {
        case .success(let result): return result
        case .failure(let error):
            note(error)
            if case PostgresFault.skipped(let cause) = error { throw cause }
            throw error
        }
    }

    private func note(_ error: any Error) {
        let cause = if case .skipped(let cause)? = error as? PostgresFault { cause } else { error }
        trouble.withLock { trouble in if trouble == nil { trouble = cause } }
    }

    private func onLoop(_ body: @escaping @Sendable () -> Void) {
        if connection.loop.inEventLoop { body() } else { connection.loop.execute(body) }
    }
}
