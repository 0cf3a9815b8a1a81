import CPostgres
import NIOCore

/// How statements are prepared and sent, and what becomes of those that cannot be.
extension PostgresConnection {
    /// Sends a statement at the end of the loop's turn. `answer` is called on `loop`, with ``PostgresFault`` or an
    /// error of the engine's own when it failed: ``EngineError/timedOut`` soon after `latest`, when the connection has
    /// patience for longer; ``EngineError/failed(code:message:)`` at once for what libpq does not take, as more than 65,535
    /// values.
    func send(_ sql: SQL, until latest: NIODeadline = .distantFuture, _ answer: @escaping Answer) {
        if isLost { return answer(.failure(PostgresFault.notSent)) }
        let parameters = PostgresParameters(sql)
        do {
            let statement = try statements.statement(for: sql) { text in
                try prepare(text, parameters.types)
            } forget: { statement in
                forget(statement)
            }
            // Preparing it may have shown that there is no connection any more, and so no handle.
            if isLost { return answer(.failure(PostgresFault.notSent)) }
            let code = parameters.withPointers { count, values, lengths, formats in
                PQsendQueryPrepared(handle, statement.name, count, values, lengths, formats, 1)
            }
            try sent(.execute(statement, until: latest, answer), code)
        } catch {
            isIncomplete = true
            answer(.failure(error))
        }
    }

    /// Sends what begins or ends a transaction, under no name: the server could miss one, and let in what follows. A
    /// transaction of which a statement could not be sent is not committed.
    func send(boundary text: String, _ answer: @escaping Answer) {
        if isLost { return answer(.failure(PostgresFault.notSent)) }
        let text = isIncomplete && text == "COMMIT" ? "ROLLBACK" : text
        isIncomplete = false
        do {
            let code = PQsendQueryParams(handle, text, 0, nil, nil, nil, nil, 1)
            try sent(.execute(nil, until: .distantFuture, answer), code)
        } catch {
            answer(.failure(error))
        }
    }

    private func prepare(_ text: String, _ types: [Oid]) throws -> PreparedStatement {
        statementsMade += 1
        let statement = PreparedStatement(name: "souk_\(statementsMade)")
        if isLost { return statement }
        try sent(.prepare(statement), PQsendPrepare(handle, statement.name, text, Int32(types.count), types))
        return statement
    }

    private func forget(_ statement: PreparedStatement) {
        if isLost { return }
        try? sent(.forget, PQsendQueryParams(handle, "DEALLOCATE \(statement.name)", 0, nil, nil, nil, nil, 1))
    }

    /// Notes what libpq took, or with a `code` of 0 would not take: because the connection is lost, or with an error because
    /// it could not be sent on any.
    private func sent(_ step: PostgresPipeline.Step, _ code: Int32) throws {
        if code != 1, PQstatus(handle) == CONNECTION_OK { throw refusal }
        if pipeline.isEmpty { lastAnswer = .now() }
        pipeline.append(step)
        guard code == 1 else { return lose() }
        segmentIsOpen = true
        watchTime()
        flushSoon()
    }

    /// In libpq's words, which come after those about what was refused before.
    private var refusal: EngineError {
        let words = String(cString: PQerrorMessage(handle)).split(separator: "\n").last
        return .failed(code: 0, message: words.map(String.init) ?? "libpq did not take a statement")
    }
}
