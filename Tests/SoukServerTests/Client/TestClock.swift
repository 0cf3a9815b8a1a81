import Catalogue
import Synchronization

/// A clock that stands still until the test moves it.
final class TestClock: Sendable {
    /// 2026-11-22T08:00:00Z
    static let beginning = Timestamp(microseconds: 1_795_334_400_000_000)

    private let time = Mutex(beginning)

    var now: Timestamp { time.withLock { $0 } }
    var wallClock: WallClock { WallClock { self.now } }

    func move(by duration: Duration) {
        time.withLock { $0 = $0 + duration }
    }
}
