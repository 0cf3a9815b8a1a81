import Dispatch
import Synchronization

/// A write on its way: waiting for the writer, run by it, and answered once its transaction is durable.
protocol PendingWrite: AnyObject, Sendable {
    /// How long it may run; nil for as long as it needs.
    var limit: Duration? { get }
    var submitted: ContinuousClock.Instant { get }
    /// Runs the body to its end on this thread, and keeps what came of it. Returns the error that `body` threw.
    func attempt(in session: SQLiteWriteSession) -> (any Error)?
    /// Answers whoever waits: with `failure`, or without one with what the body returned.
    func settle(_ failure: (any Error)?)
}

/// The write of a body that returns a `Value`.
final class SubmittedWrite<Value: Sendable>: PendingWrite {
    typealias Body = @Sendable (any Session) async throws -> Value

    let limit: Duration?
    let submitted = ContinuousClock.now
    private let body: Body
    private let caller: CheckedContinuation<Value, any Error>
    private let outcome = Mutex<Result<Value, any Error>?>(nil)

    init(limit: Duration?, _ body: @escaping Body, answering caller: CheckedContinuation<Value, any Error>) {
        self.limit = limit
        self.body = body
        self.caller = caller
    }

    func attempt(in session: SQLiteWriteSession) -> (any Error)? {
        // A body that never really waits is over when `immediate` returns; for one that does, this thread waits too.
        let end = DispatchSemaphore(value: 0)
        Task.immediate { [self] in
            let result = await run(in: session)
            outcome.withLock { $0 = result }
            end.signal()
        }
        end.wait()
        return outcome.withLock { outcome in if case .failure(let error) = outcome { error } else { nil } }
    }

    func settle(_ failure: (any Error)?) {
        let outcome = outcome.withLock { $0 }
        if let failure {
            caller.resume(throwing: failure)
        } else if let outcome {
            caller.resume(with: outcome)
        } else {
            caller.resume(throwing: EngineError.closed)
        }
    }

    private func run(in session: SQLiteWriteSession) async -> Result<Value, any Error> {
        do {
            return .success(try await body(session))
        } catch {
            return .failure(error)
        }
    }
}
