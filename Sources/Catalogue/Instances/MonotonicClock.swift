/// Time that only goes forward, whatever is done to the time of day, and goes on while the process is stopped or the
/// machine sleeps. Passed in, so that tests can move it.
public struct MonotonicClock: Sendable {
    private let read: @Sendable () -> Duration
    private let wait: @Sendable (Duration) async throws -> Void

    /// `read` gives the time since some fixed moment; `wait` returns when so much has passed, or throws when cancelled.
    public init(
        _ read: @escaping @Sendable () -> Duration, wait: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.read = read
        self.wait = wait
    }

    /// The machine's own (`CLOCK_BOOTTIME` on Linux).
    public static let system: MonotonicClock = {
        let start = ContinuousClock.now
        return MonotonicClock({ ContinuousClock.now - start }, wait: { try await Task.sleep(for: $0) })
    }()

    /// The time since some fixed moment.
    public func now() -> Duration { read() }

    /// Returns when so much time has passed. Throws `CancellationError` when the task is cancelled before.
    public func sleep(_ duration: Duration) async throws { try await wait(duration) }
}
