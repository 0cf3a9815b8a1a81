import Dispatch
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
    private typealias Work = @Sendable () -> Void
    private struct State {
        var waiting: [Work] = []
        var running = 0
        var finished = 0
    }

    private let state = Mutex(State())
    private let threads = DispatchQueue(label: "souk.password-hashes", attributes: .concurrent)
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
            let isAccepted = submit { continuation.resume(with: Result { try compute() }) }
            if !isAccepted { continuation.resume(throwing: CatalogueError.overloaded(retryAfter: .seconds(2))) }
        }
    }

    private func submit(_ work: @escaping Work) -> Bool {
        enum Turn { case now, later, never }
        let turn: Turn = state.withLock { state in
            if state.running < parallelism {
                state.running += 1
                return .now
            }
            guard state.waiting.count < limit else { return .never }
            state.waiting.append(work)
            return .later
        }
        if turn == .now { threads.async { self.work(startingWith: work) } }
        return turn != .never
    }

    private func work(startingWith first: @escaping Work) {
        var next: Work? = first
        while let work = next {
            work()
            next = state.withLock { state in
                state.finished += 1
                if !state.waiting.isEmpty { return state.waiting.removeFirst() }
                state.running -= 1
                return nil
            }
        }
    }
}
