/// When the work on one connection must stop. SQLite asks every thousand steps of its virtual machine, some tens of
/// microseconds apart. It counts a statement's steps over all its runs, so even the shortest one asks now and then:
/// what must not be interrupted, such as the ends of a transaction, runs outside a deadline.
///
/// Belongs to one connection and is touched only by the thread that uses it.
final class SQLiteDeadline {
    enum Hit { case time, cancellation }

    private enum Limit {
        case none
        /// As ``SystemTime/monotonic()`` counts.
        case until(Duration)
        case time(Duration)
        case work(Duration, begun: Moment?)
    }

    private struct Moment {
        let work = SystemTime.spentByThread()
        let time = SystemTime.monotonic()
    }

    /// Steps of SQLite's virtual machine between two looks at the clock.
    static let stepsBetweenLooks: Int32 = 1000

    /// How many times the allowed work may pass on the clock, waiting for the disk and for a processor included.
    private static let patience = 10

    /// What stopped the work since it was last given a limit, if anything did.
    private(set) var hit: Hit?
    private var limit = Limit.none
    private var watchesTask = false

    /// From now on work stops after `duration` (nil: never), and when its task is cancelled if it is to watch for that.
    func start(limit duration: Duration?, watchingTask: Bool = false) {
        hit = nil
        limit = duration.map { .until(SystemTime.monotonic() + $0) } ?? .none
        watchesTask = watchingTask
    }

    /// From now on work stops when this thread has spent `duration` on it. A thread that is kept waiting by a busy
    /// machine has done nothing wrong, and to run its read twice would keep others waiting: ten times as long may pass.
    ///
    /// Counted from SQLite's first question on, so that a short read never looks at a clock.
    func start(work duration: Duration) {
        hit = nil
        limit = .work(duration, begun: nil)
        watchesTask = false
    }

    /// Gives the work under way `duration` instead, from SQLite's next question on.
    func extend(by duration: Duration) {
        limit = .time(duration)
    }

    /// Lets work run without end. What stopped it before can still be asked.
    func stop() {
        limit = .none
        watchesTask = false
    }

    /// Runs `body` without a deadline, and goes on with the old one afterwards.
    func suspended<Value>(_ body: () throws -> Value) rethrows -> Value {
        let kept = (limit, watchesTask)
        stop()
        defer { (limit, watchesTask) = kept }
        return try body()
    }

    /// Whether the work must stop now.
    func isOver() -> Bool {
        if isTimeOver() {
            hit = .time
            return true
        }
        if watchesTask, Task.isCancelled {
            hit = .cancellation
            return true
        }
        return false
    }

    private func isTimeOver() -> Bool {
        switch limit {
        case .none: return false
        case .until(let end): return SystemTime.monotonic() >= end
        case .time(let duration):
            limit = .until(SystemTime.monotonic() + duration)
            return duration <= .zero
        case .work(let duration, let begun):
            let now = Moment()
            guard let begun else {
                limit = .work(duration, begun: now)
                return duration <= .zero
            }
            return now.work - begun.work >= duration || now.time - begun.time >= duration * Self.patience
        }
    }
}
