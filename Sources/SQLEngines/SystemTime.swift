import Glibc

/// The system's clocks, where Swift's own do not reach.
enum SystemTime {
    /// Microseconds since 1970-01-01T00:00:00Z.
    static func now() -> Int64 {
        let time = read(CLOCK_REALTIME)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000
    }

    /// The processor time that the calling thread has used.
    static func spentByThread() -> Duration {
        let time = read(CLOCK_THREAD_CPUTIME_ID)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }

    /// Time since some moment in the past; it never goes back.
    static func monotonic() -> Duration {
        let time = read(CLOCK_MONOTONIC)
        return .seconds(Int64(time.tv_sec)) + .nanoseconds(Int64(time.tv_nsec))
    }

    private static func read(_ clock: clockid_t) -> timespec {
        var time = timespec()
        clock_gettime(clock, &time)
        return time
    }
}
