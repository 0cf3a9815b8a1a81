import Dispatch
import Synchronization

/// A few threads for reads that take long, and a bounded queue before them.
final class LongReads: Sendable {
    private let threads: LongReadThreads
    private let queueLimit: Int
    private let waitLimit: Duration?
    private let waiting = Mutex(0)

    /// `waitLimit`: how long a read may wait for its turn; nil for as long as it takes.
    init(threads count: Int, queueLimit: Int, waitLimit: Duration? = nil) throws {
        threads = try LongReadThreads(count: max(1, count))
        self.queueLimit = queueLimit
        self.waitLimit = waitLimit
    }

    deinit { threads.stop() }

    /// Runs `body` on one of the threads.
    ///
    /// Throws ``EngineError/overloaded`` at once when too many wait, and ``EngineError/timedOut`` when its turn came
    /// too late.
    func run<Value: Sendable>(_ body: @Sendable () async throws -> Value) async throws -> Value {
        try waiting.withLock { waiting in
            if waiting >= queueLimit { throw EngineError.overloaded }
            waiting += 1
        }
        let latest = waitLimit.map { ContinuousClock.now + $0 }
        return try await withTaskExecutorPreference(threads) {
            waiting.withLock { $0 -= 1 }
            try Task.checkCancellation()
            if let latest, ContinuousClock.now > latest { throw EngineError.timedOut }
            return try await body()
        }
    }
}

/// The threads themselves, as a place where tasks run.
private final class LongReadThreads: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var isStopped = false
    }

    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private let count: Int

    init(count: Int) throws {
        self.count = count
        for _ in 0..<count { try EngineThread.start { [self] in work() } }
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
        arrivals.signal()
    }

    /// Ends the threads once nothing is left to do.
    func stop() {
        state.withLock { $0.isStopped = true }
        for _ in 0..<count { arrivals.signal() }
    }

    private func work() {
        while true {
            arrivals.wait()
            let (job, isStopped) = state.withLock { state in
                (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.isStopped)
            }
            if let job {
                job.runSynchronously(on: asUnownedTaskExecutor())
            } else if isStopped {
                return
            }
        }
    }
}
