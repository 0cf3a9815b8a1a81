import Dispatch
import NIOCore
import Synchronization

/// Where writes wait for the writer: not too many, and none too long, whatever the writer is doing.
final class WriteQueue: Sendable {
    private struct State {
        var writes = CircularBuffer<any PendingWrite>()
        var isClosed = false
        var writerSleeps = false
        /// Whether ``timeOut()`` is going to run.
        var isWatched = false
    }

    private let options: SQLiteOptions
    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    /// Has a thread when it needs one: Swift's own may all be busy, one of them with the write that the others wait for.
    private let watch = DispatchQueue(label: "writes that wait")

    init(options: SQLiteOptions) {
        self.options = options
    }

    /// Writes that wait at this moment.
    var count: Int { state.withLock { $0.writes.count } }

    /// Adds a write, or answers it at once with ``EngineError/closed`` or ``EngineError/overloaded``.
    ///
    /// One that is still here after ``SQLiteOptions/writeWait`` is answered with ``EngineError/timedOut``.
    func submit(_ write: any PendingWrite) {
        let (refusal, mustWake, mustWatch) = state.withLock { state -> (EngineError?, Bool, Bool) in
            if state.isClosed { return (.closed, false, false) }
            if isFull(state.writes, for: write) { return (.overloaded, false, false) }
            state.writes.append(write)
            defer { (state.writerSleeps, state.isWatched) = (false, true) }
            return (nil, state.writerSleeps, !state.isWatched)
        }
        if mustWake { arrivals.signal() }
        if mustWatch { timeOut(after: options.writeWait) }
        if let refusal { write.settle(refusal) }
    }

    /// Takes the write that waits longest, whose wait is over.
    func take() -> (any PendingWrite)? { state.withLock { $0.writes.popFirst() } }

    /// Waits until there is a write. False only when the queue is closed and empty.
    func waitForWrite() -> Bool {
        while true {
            let (isThere, isClosed) = state.withLock { state in
                state.writerSleeps = state.writes.isEmpty && !state.isClosed
                return (!state.writes.isEmpty, state.isClosed)
            }
            if isThere || isClosed { return isThere }
            arrivals.wait()
        }
    }

    /// Takes no further write; those that wait are still served.
    func close() {
        let mustWake = state.withLock { state in
            state.isClosed = true
            defer { state.writerSleeps = false }
            return state.writerSleeps
        }
        if mustWake { arrivals.signal() }
    }

    private func isFull(_ writes: CircularBuffer<any PendingWrite>, for write: any PendingWrite) -> Bool {
        if writes.count >= options.writeQueue { return true }
        guard writes.count >= options.stuckQueue, let first = writes.first else { return false }
        return write.submitted - first.submitted > options.stuckAfter
    }

    private func timeOut(after duration: Duration) {
        watch.asyncAfter(deadline: .now() + duration / .seconds(1)) { [weak self] in self?.timeOut() }
    }

    /// Answers the writes that have waited too long, and does so again when the next of them will have.
    private func timeOut() {
        let now = ContinuousClock.now
        let (late, next) = state.withLock { state in
            var late: [any PendingWrite] = []
            while let first = state.writes.first, now - first.submitted >= options.writeWait {
                late.append(state.writes.removeFirst())
            }
            state.isWatched = !state.writes.isEmpty
            return (late, state.writes.first)
        }
        for write in late { write.settle(EngineError.timedOut) }
        if let next { timeOut(after: options.writeWait - (now - next.submitted)) }
    }
}
