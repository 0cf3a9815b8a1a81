import NIOCore
import Synchronization

extension PostgresConnection {
    /// Runs `body` on one snapshot of the database. When its task is cancelled the server is told to stop, and the
    /// connection is given up: a late cancellation must not meet whoever has it next.
    func snapshot<Value: Sendable>(
        patience: TimeAmount?, _ body: @Sendable (any Session) async throws -> Value
    ) async throws -> Value {
        let transaction = PostgresTransaction(self)
        transaction.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", patience)
        let value = try await withTaskCancellationHandler {
            try await transaction.perform(body)
        } onCancel: {
            cancel()
        }
        transaction.end("COMMIT")
        return value
    }

    /// Closes the connection from any thread; from now on nobody is given it.
    func abandon() {
        isGone.store(true, ordering: .releasing)
        loop.execute { self.close() }
    }

    /// Stops what the connection does, and ends it.
    func cancel() {
        isGone.store(true, ordering: .releasing)
        let canceller = canceller
        do {
            try EngineThread.start { [self] in
                canceller?.cancel()
                abandon()
            }
        } catch {
            // Without a thread to ask on the server stops by its own time-out.
            abandon()
        }
    }
}

extension PostgresTransaction {
    /// Runs `body`; rolls back and throws when it, or any statement of it, failed.
    func perform<Value: Sendable>(_ body: @Sendable (any Session) async throws -> Value) async throws -> Value {
        do {
            let value = try await body(self)
            if let spoilt { throw spoilt }
            return value
        } catch {
            end("ROLLBACK")
            if Task.isCancelled { throw CancellationError() }
            // What the engine mends by itself, or tells of itself, comes before whatever the body made of it.
            if spoilt is PostgresFault || spoilt is EngineError, let spoilt { throw spoilt }
            throw error
        }
    }
}
