import Catalogue
import Synchronization

/// Counts what an outage of the database costs, so that the log tells of it now and then and not a thousand times a
/// second.
final class OutageCount: Sendable {
    private struct State {
        var toldAt: Duration?
        var untold = 0
    }

    /// How often the log tells of an outage that goes on.
    static let interval = Duration.seconds(10)

    private let clock: MonotonicClock
    private let state = Mutex(State())

    init(clock: MonotonicClock = .system) {
        self.clock = clock
    }

    /// How many requests were refused since the last time this was told, this one among them; nil when it is too early to
    /// tell.
    func refused() -> Int? {
        let now = clock.now()
        return state.withLock { state in
            state.untold += 1
            if let toldAt = state.toldAt, now - toldAt < Self.interval { return nil }
            defer { state = State(toldAt: now) }
            return state.untold
        }
    }
}
