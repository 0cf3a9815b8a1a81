import Synchronization
import Testing

@testable import Catalogue

/// Monotonic time that stands still until a test moves it; who waits for a moment goes on when it is moved there.
final class HandTime: Sendable {
    private struct Waiter {
        let sleeper: Int
        let duration: Duration
        let until: Duration
        let resume: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now = Duration.seconds(1)
        var waiters: [Int: Waiter] = [:]
        var tickets = 0
    }

    private let state = Mutex(State())

    var clock: MonotonicClock { clock(of: 0) }

    var now: Duration { state.withLock { $0.now } }

    /// This time as one of several sees it, whose waiting ``isWaiting(_:for:)`` tells from the others'.
    func clock(of sleeper: Int) -> MonotonicClock {
        MonotonicClock({ self.now }, wait: { try await self.wait($0, sleeper) })
    }

    /// Whether this one waits now for something that was to take so long.
    func isWaiting(_ sleeper: Int, for duration: Duration) -> Bool {
        state.withLock { $0.waiters.values.contains { $0.sleeper == sleeper && $0.duration == duration } }
    }

    func advance(_ duration: Duration) {
        let due = state.withLock { state in
            state.now += duration
            let due = state.waiters.filter { $0.value.until <= state.now }
            for ticket in due.keys { state.waiters[ticket] = nil }
            return due.values.map(\.resume)
        }
        due.forEach { $0.resume() }
    }

    private func wait(_ duration: Duration, _ sleeper: Int) async throws {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                let isOver = state.withLock { state in
                    if Task.isCancelled || duration <= .zero { return true }
                    state.waiters[ticket] = Waiter(
                        sleeper: sleeper, duration: duration, until: state.now + duration, resume: caller)
                    return false
                }
                if isOver { caller.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: ticket) }?.resume.resume()
        }
        try Task.checkCancellation()
    }
}
