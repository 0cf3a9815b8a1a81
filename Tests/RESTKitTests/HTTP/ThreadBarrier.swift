import NIOConcurrencyHelpers

/// Stops the one thread of a server in the middle of a request, until a test has said all that the thread is to find.
final class ThreadBarrier: Sendable {
    private enum State {
        case awaited, reached, lifted
    }

    private let state = ConditionLock(value: State.awaited)

    var isReached: Bool { state.value == .reached }

    /// Keeps the thread until the barrier is lifted, for half a minute at most.
    func stop() {
        if state.lock(whenValue: .awaited, timeoutSeconds: 0) { state.unlock(withValue: .reached) }
        if state.lock(whenValue: .lifted, timeoutSeconds: 30) { state.unlock() }
    }

    func lift() {
        state.lock()
        state.unlock(withValue: .lifted)
    }
}
