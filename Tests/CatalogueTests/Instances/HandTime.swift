import Synchronization
import Testing

@testable import Catalogue

/// Monotonic time that stands still until a test moves it; who waits for a moment goes on when it is moved there.
final class HandTime: Sendable {
    private struct Waiter {
        let until: Duration
        let resume: CheckedContinuation<Void, Never>
    }

    private struct State {
        var now = Duration.seconds(1)
        var waiters: [Int: Waiter] = [:]
        var tickets = 0
    }

    private let state = Mutex(State())

    var clock: MonotonicClock {
        MonotonicClock({ self.now }, wait: { try await self.wait($0) })
    }

    var now: Duration { state.withLock { $0.now } }

    /// How many wait.
    var waiting: Int { state.withLock { $0.waiters.count } }

    func advance(_ duration: Duration) {
        let due = state.withLock { state in
            state.now += duration
            let due = state.waiters.filter { $0.value.until <= state.now }
            for ticket in due.keys { state.waiters[ticket] = nil }
            return due.values.map(\.resume)
        }
        due.forEach { $0.resume() }
    }

    private func wait(_ duration: Duration) async throws {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { caller in
                let isOver = state.withLock { state in
                    if Task.isCancelled || duration <= .zero { return true }
                    state.waiters[ticket] = Waiter(until: state.now + duration, resume: caller)
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
