import Synchronization

/// How busy the password hashes are.
public struct HashLoad: Sendable, Equatable {
    /// Being computed.
    public var running = 0
    /// Waiting for their turn.
    public var waiting = 0
    /// Computed since the start.
    public var finished = 0
}

/// Runs a few heavy computations at once on threads of their own, lets a bounded number wait, and refuses the rest.
///
/// A worker lives as long as there is work. A caller that goes away does not take its work with it: otherwise hanging
/// up before the answer would make an attempt that nobody counts.
final class HashQueue: Sendable {
    /// Computes, says that it is done, and answers: whoever has the answer finds it counted.
    private typealias Work = @Sendable (_ finish: () -> Void) -> Void
    private struct State {
        var waiting: [Work] = []
        var running = 0
        var finished = 0
    }

    private let state = Mutex(State())
    private let parallelism: Int
    private let limit: Int

    /// At most `parallelism` computations at once, and at most `limit` waiting.
    init(parallelism: Int, limit: Int) {
        self.parallelism = max(1, parallelism)
        self.limit = max(0, limit)
    }

    var load: HashLoad {
        state.withLock { HashLoad(running: $0.running, waiting: $0.waiting.count, finished: $0.finished) }
    }

    /// The value of `compute`, after its turn has come. Throws ``CatalogueError/overloaded(retryAfter:)`` at once when
    /// too many are waiting.
    func run<Value: Sendable>(_ compute: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try submit { finish in
                    let result = Result { try compute() }
                    finish()
                    continuation.resume(with: result)
                }
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    private func submit(_ work: @escaping Work) throws {
        let startsWorker = try state.withLock { state in
            if state.running < parallelism {
                state.running += 1
                return true
            }
            guard state.waiting.count < limit else { throw CatalogueError.overloaded(retryAfter: .seconds(2)) }
            state.waiting.append(work)
            return false
        }
        if startsWorker { startWorker(with: work) }
    }

    private func startWorker(with work: @escaping Work) {
        do {
            try HashThread.start { self.work(startingWith: work) }
        } catch {
            // No thread left: slower on a shared one, but those who wait must not wait for ever.
            Task.detached { self.work(startingWith: work) }
        }
    }

    private func work(startingWith first: @escaping Work) {
        var next: Work? = first
        while let work = next {
            work { next = finishOne() }
        }
    }

    /// Counts a computation, and takes the next; nil when its worker may go.
    private func finishOne() -> Work? {
        state.withLock { state in
            state.finished += 1
            if !state.waiting.isEmpty { return state.waiting.removeFirst() }
            state.running -= 1
            return nil
        }
    }
}
