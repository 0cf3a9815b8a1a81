import NIOCore

/// How fast a client takes what waits for it. Where memory for that is short, who takes little at a time would keep in it what
/// others need for as long as it likes.
///
/// While it is short a client owes, by and by, all that is kept for it, and what it takes pays that off; to take more than it
/// owes pays for nothing to come. Bytes leave in lumps, so it may fall behind a little.
struct ReadingPace {
    /// How far behind it may be.
    private static let patience = TimeAmount.seconds(3)
    /// The most that one tick counts for, several times its length.
    private static let mostAtOnce = TimeAmount.seconds(1)

    private let memory: MemoryBound
    /// Within this time all that is kept has to go.
    private let whole: TimeAmount
    /// Bytes since the beginning.
    private var handedOver = 0
    private var unsent = 0
    private var owed = 0
    /// As it was when it was asked last; nil when nobody waited for the client.
    private var last: (time: NIODeadline, gone: Int, kept: Int)?

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

    /// To be asked at every tick. True when the client has fallen behind with taking what is kept for it, and memory is short.
    mutating func isTooSlow(for kept: Int, at now: NIODeadline) -> Bool {
        let gone = handedOver - unsent
        defer { last = (now, gone, kept) }
        guard unsent > 0, kept > MemoryBound.uncounted, memory.isShort, let last else {
            owed = 0
            return false
        }
        // What has just come is not owed yet, what has gone no more, and nothing for a time in which the loop stood still.
        let common = min(kept, last.kept)
        let due = part(of: common, within: min(now - last.time, Self.mostAtOnce))
        owed = max(0, owed + due - (gone - last.gone))
        if kept < last.kept { owed = min(owed, part(of: kept, within: Self.patience)) }
        return owed > part(of: kept, within: Self.patience)
    }

    /// For now it is not the client that is waited for.
    mutating func rest() {
        last = nil
        owed = 0
    }

    private func part(of kept: Int, within time: TimeAmount) -> Int {
        Int(Double(kept) * Double(time.nanoseconds) / Double(whole.nanoseconds))
    }
}
