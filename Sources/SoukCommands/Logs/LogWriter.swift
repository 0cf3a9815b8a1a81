import Dispatch
import Glibc
import Synchronization

/// Collects log lines and hands them to a descriptor in few writes: 100 ms after the first waiting line at the latest,
/// at once after an error or with 64 KiB waiting, and when asked. Nobody who logs ever waits for the descriptor; when it
/// takes nothing for so long that 4 MiB wait, beside as much that is being written, further lines are counted instead of
/// kept. Who ends waits for it, but not long.
final class LogWriter: Sendable {
    private struct State: ~Copyable {
        var waiting = LogBytes()
        var isScheduled = false
        /// Whether what is scheduled is not to wait.
        var isHurried = false
        var dropped = 0

        /// How long from now the lines should be written; nil when that is arranged already.
        mutating func schedule(isUrgent: Bool) -> DispatchTimeInterval? {
            let hurries = isUrgent || waiting.count >= LogWriter.plenty
            guard hurries ? !isHurried : !isScheduled else { return nil }
            isScheduled = true
            isHurried = hurries
            return hurries ? .nanoseconds(0) : LogWriter.patience
        }
    }

    /// What has been taken over to be written.
    private struct Batch: ~Copyable {
        var bytes: [UInt8] = []
        var written = 0
        /// Whether the descriptor has the beginning of a line and not its end.
        var isTorn = false
        /// Whether it is arranged that the rest is tried again.
        var isRetried = false

        var isWritten: Bool { written == bytes.count }

        mutating func begin(_ lines: [UInt8]) {
            written = 0
            bytes = isTorn && !lines.isEmpty ? [LogWriter.lineEnd] + lines : lines
        }

        /// A descriptor that failed (closed pipe, full disk) loses the lines: there is nowhere to say so.
        mutating func fail() {
            if written > 0 { isTorn = bytes[written - 1] != LogWriter.lineEnd }
            (bytes, written) = ([], 0)
        }
    }

    private static let patience = DispatchTimeInterval.milliseconds(100)
    private static let plenty = 64 * 1024
    private static let room = 4 * 1024 * 1024
    /// How long a slow descriptor is written to before others have the queue, and how long who ends waits for that.
    private static let (turn, longestWait) = (Duration.milliseconds(100), Duration.seconds(1))
    /// A little more: the turn before may have to end first.
    private static let giveUp = DispatchTimeInterval.milliseconds(1_200)
    private static let lineEnd = UInt8(ascii: "\n")

    private let descriptor: LogDescriptor
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "souk.log")
    private let batch = Mutex(Batch())

    init(descriptor: Int32) {
        self.descriptor = LogDescriptor(descriptor)
    }

    /// Lets `line` append one line.
    func append(isUrgent: Bool = false, _ line: (inout LogBytes) -> Void) {
        let delay = state.withLock { state -> DispatchTimeInterval? in
            guard state.waiting.count < Self.room else {
                state.dropped += 1
                return nil
            }
            line(&state.waiting)
            return state.schedule(isUrgent: isUrgent)
        }
        if let delay { queue.asyncAfter(deadline: .now() + delay) { [self] in write() } }
    }

    /// Writes all that waits before it returns; but a descriptor that takes nothing, or little, is given up after a second.
    func flush() {
        let isDone = DispatchSemaphore(value: 0)
        queue.async { [self] in
            write(within: Self.longestWait)
            isDone.signal()
        }
        // A terminal that nobody reads keeps the queue itself, and what that holds: nothing of it is looked at here.
        _ = isDone.wait(timeout: .now() + Self.giveUp)
    }

    private func write(within turn: Duration = LogWriter.turn) {
        let deadline = ContinuousClock.now + turn
        let isRetryDue = batch.withLock { batch in
            // What was left, and then what waits.
            for _ in 0..<2 {
                if batch.isWritten { batch.begin(takeWaiting()) }
                if batch.isWritten { return false }
                let (taken, isStuck) = descriptor.put(batch.bytes[batch.written...], until: deadline)
                batch.written += taken
                if isStuck {
                    defer { batch.isRetried = true }
                    return !batch.isRetried
                }
                if batch.isWritten { batch.isTorn = false } else { batch.fail() }
            }
            return false
        }
        guard isRetryDue else { return }
        queue.asyncAfter(deadline: .now() + Self.patience) { [self] in
            batch.withLock { $0.isRetried = false }
            write()
        }
    }

    private func takeWaiting() -> [UInt8] {
        state.withLock { state in
            (state.isScheduled, state.isHurried) = (false, false)
            if state.dropped > 0 {
                state.waiting.append(verbatim: Array("(\(state.dropped) log lines were dropped)\n".utf8))
                state.dropped = 0
            }
            return state.waiting.take()
        }
    }
}
