/// Until when the work on one connection may run. SQLite asks every thousand steps of its virtual machine, some tens
/// of microseconds apart. It counts a statement's steps over all its runs, so even the shortest one asks now and then:
/// what must not be interrupted, such as the end of a transaction, runs after ``stop()``.
///
/// Belongs to one connection and is touched only by the thread that uses it.
final class SQLiteDeadline {
    enum Hit { case time, cancellation }

    /// Steps of SQLite's virtual machine between two looks at the clock.
    static let stepsBetweenLooks: Int32 = 1000

    /// What stopped the work since the last ``start(limit:watchingTask:)``, if anything did.
    private(set) var hit: Hit?
    private var end: ContinuousClock.Instant?
    private var watchesTask = false

    /// From now on work stops after `limit` (nil: never), and when its task is cancelled if it is to watch for that.
    func start(limit: Duration?, watchingTask: Bool = false) {
        hit = nil
        end = limit.map { ContinuousClock.now + $0 }
        watchesTask = watchingTask
    }

    /// Gives the work under way `limit` from now instead.
    func extend(by limit: Duration) {
        end = ContinuousClock.now + limit
    }

    /// Lets work run without end.
    func stop() {
        end = nil
        watchesTask = false
    }

    /// Runs `body` without a deadline, and goes on with the old one afterwards.
    func suspended<Value>(_ body: () throws -> Value) rethrows -> Value {
        let kept = (end, watchesTask)
        stop()
        defer { (end, watchesTask) = kept }
        return try body()
    }

    /// Whether the work must stop now.
    func isOver() -> Bool {
        if let end, ContinuousClock.now >= end {
            hit = .time
            return true
        }
        if watchesTask, Task.isCancelled {
            hit = .cancellation
            return true
        }
        return false
    }
}
