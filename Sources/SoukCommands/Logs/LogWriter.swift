import Dispatch
import Glibc
import Synchronization

/// Collects log lines and hands them to a descriptor in few writes: 100 ms after the first waiting line at the latest,
/// at once after an error or with 64 KiB waiting, and when asked. Nobody who logs ever waits for the descriptor;
/// when it takes nothing for so long that 4 MiB wait, further lines are counted instead of kept.
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

    private static let patience = DispatchTimeInterval.milliseconds(100)
    private static let plenty = 64 * 1024
    private static let room = 4 * 1024 * 1024

    private let descriptor: Int32
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "souk.log")
    /// Whether the descriptor has the beginning of a line and not its end.
    private let isTorn = Mutex(false)
    private static let lineEnd = UInt8(ascii: "\n")

    init(descriptor: Int32) {
        self.descriptor = descriptor
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

    /// Writes all that waits before it returns.
    func flush() {
        queue.sync { write() }
    }

    private func write() {
        let bytes = state.withLock { state -> [UInt8] in
            (state.isScheduled, state.isHurried) = (false, false)
            if state.dropped > 0 {
                state.waiting.append(verbatim: Array("(\(state.dropped) log lines were dropped)\n".utf8))
                state.dropped = 0
            }
            return state.waiting.take()
        }
        write(bytes)
    }

    /// A descriptor that takes no more (closed pipe, full disk) loses the lines: there is nowhere to say so. One that lost its
    /// end is ended before the next.
    private func write(_ lines: [UInt8]) {
        guard !lines.isEmpty else { return }
        isTorn.withLock { isTorn in
            let bytes = isTorn ? [Self.lineEnd] + lines : lines
            let count = bytes.withUnsafeBytes(put)
            if count > 0 { isTorn = bytes[count - 1] != Self.lineEnd }
        }
    }

    /// How many of the bytes the descriptor took.
    private func put(_ bytes: UnsafeRawBufferPointer) -> Int {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { break }
            rest = rest.dropFirst(count)
        }
        return bytes.count - rest.count
    }
}
