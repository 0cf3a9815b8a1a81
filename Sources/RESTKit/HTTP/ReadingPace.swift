import NIOCore

/// How fast a client takes what waits for it. Where memory for that is short, who takes little at a time would keep in it what
/// others need for as long as it likes.
struct ReadingPace {
    private static let window = TimeAmount.seconds(1)

    private let memory: MemoryBound
    /// Within this time all that is kept has to go.
    private let whole: TimeAmount
    /// Bytes since the beginning.
    private var handedOver = 0
    private var unsent = 0
    /// When the window began.
    private var goneBefore = 0
    private var keptBefore = 0
    private var windowEnd = NIODeadline.distantFuture

    init(in memory: MemoryBound, allWithin whole: TimeAmount) {
        self.memory = memory
        self.whole = whole
    }

    mutating func add(_ count: Int) {
        handedOver += count
        unsent += count
    }

    mutating func sent(_ count: Int) {
        unsent -= count
    }

    mutating func left(_ count: Int) {
        unsent = count
    }

    /// To be asked at every tick. True when too few bytes have gone within a second for the memory that is kept, and it is short.
    mutating func isTooSlow(for kept: Int, at now: NIODeadline) -> Bool {
        guard unsent > 0 else {
            rest()
            return false
        }
        guard windowEnd != .distantFuture else {
            begin(with: kept, at: now)
            return false
        }
        guard now >= windowEnd else { return false }
        let counted = min(kept, keptBefore)
        let least = Int64(counted) * Self.window.nanoseconds / whole.nanoseconds
        let isSlow = handedOver - unsent - goneBefore < least
        begin(with: kept, at: now)
        return isSlow && counted > MemoryBound.uncounted && memory.isShort
    }

    /// For now it is not the client that is waited for.
    mutating func rest() {
        windowEnd = .distantFuture
    }

    private mutating func begin(with kept: Int, at now: NIODeadline) {
        windowEnd = now + Self.window
        goneBefore = handedOver - unsent
        keptBefore = kept
    }
}
