import Synchronization

/// Which processes have heard which of this one's changes.
final class Acknowledgements: Sendable {
    private struct Wait {
        var heard: Set<Instances.ID> = []
        var expected: Set<Instances.ID> = []
        var isOver = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private struct State {
        var last: Int64 = 0
        var waits: [Int64: Wait] = [:]
    }

    private let state = Mutex(State())

    /// A new change's number. From now on it is noted who has heard of it, until ``end(_:)``.
    func begin() -> Int64 {
        state.withLock { state in
            state.last += 1
            state.waits[state.last] = Wait()
            return state.last
        }
    }

    func end(_ number: Int64) {
        state.withLock { _ = $0.waits.removeValue(forKey: number) }
    }

    /// Somebody has heard these.
    func note(_ numbers: [Int64], by id: Instances.ID) {
        let done = state.withLock { state in
            numbers.compactMap { number -> CheckedContinuation<Void, Never>? in
                state.waits[number]?.heard.insert(id)
                guard let wait = state.waits[number], wait.heard.isSuperset(of: wait.expected) else { return nil }
                return state.waits[number]?.waiter.take()
            }
        }
        done.forEach { $0.resume() }
    }

    /// Returns when all of `ids` have heard of the change, or when ``wake(_:)`` is called. Goes on when cancelled.
    func wait(for number: Int64, from ids: Set<Instances.ID>) async {
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                guard let wait = state.waits[number], !wait.isOver, !wait.heard.isSuperset(of: ids) else {
                    return true
                }
                state.waits[number]?.expected = ids
                state.waits[number]?.waiter = continuation
                return false
            }
            if isDone { continuation.resume() }
        }
    }

    /// Lets nobody wait for the change any longer.
    func wake(_ number: Int64) {
        let waiter = state.withLock { state in
            state.waits[number]?.isOver = true
            return state.waits[number]?.waiter.take()
        }
        waiter?.resume()
    }

    /// Who of `ids` has not heard of the change.
    func silent(_ number: Int64, among ids: Set<Instances.ID>) -> Set<Instances.ID> {
        state.withLock { ids.subtracting($0.waits[number]?.heard ?? []) }
    }
}
