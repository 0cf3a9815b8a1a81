import Synchronization

/// A value that takes long to make. Whoever asks gets the last one at once; when it is old, a new one is made meanwhile,
/// by one task at a time and only because somebody asked.
final class Kept<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        var madeAt: Timestamp?
        var making: Task<Void, Never>?
    }

    private let lifetime: Duration
    private let clock: WallClock
    private let make: @Sendable (_ now: Timestamp) async throws -> Value
    private let state = Mutex(State())

    init(
        for lifetime: Duration, clock: WallClock, make: @escaping @Sendable (_ now: Timestamp) async throws -> Value
    ) {
        self.lifetime = lifetime
        self.clock = clock
        self.make = make
    }

    /// The last value; nil while the first is being made, or when that failed. After a failure the last one stays, and the
    /// next who asks begins anew.
    func latest() -> Value? {
        let now = clock.now()
        return state.withLock { state in
            let age = state.madeAt.map { now - $0 }
            // Younger than nothing: the time of day was set back.
            let isFresh = age.map { $0 >= .zero && $0 < lifetime } ?? false
            if !isFresh, state.making == nil {
                state.making = Task.detached(priority: .background) { await self.renew(at: now) }
            }
            return state.value
        }
    }

    /// Returns when nothing is being made.
    func settled() async {
        await state.withLock { $0.making }?.value
    }

    private func renew(at now: Timestamp) async {
        let value = try? await make(now)
        state.withLock { state in
            if let value { (state.value, state.madeAt) = (value, now) }
            state.making = nil
        }
    }
}
