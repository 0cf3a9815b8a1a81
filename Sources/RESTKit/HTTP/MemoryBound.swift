import Synchronization

/// A bound on memory that clients have the server take for as long as they please, for all of them together: neither the places
/// in flight nor the time that each has bounds how many there are at once.
final class MemoryBound: Sendable {
    /// What every share may take without being counted. Whoever takes all the rest keeps out large ones alone.
    static let uncounted = 16 * 1024

    private let most: Int
    private let taken = Atomic(0)

    /// `most`: bytes.
    init(most: Int) {
        self.most = most
    }

    /// How many are taken.
    var bytes: Int { taken.load(ordering: .relaxed) }

    /// Whether half of it is taken: time to ask who does not need it.
    var isShort: Bool { bytes > most / 2 }

    /// Whether there is room for what takes so many bytes and has no share yet.
    func hasRoom(for bytes: Int) -> Bool {
        bytes <= Self.uncounted || self.bytes + bytes - Self.uncounted <= most
    }

    fileprivate func take(_ bytes: Int) -> Bool {
        let isRoom = taken.add(bytes, ordering: .relaxed).newValue <= most
        if !isRoom { giveBack(bytes) }
        return isRoom
    }

    /// Whether there is room or not.
    fileprivate func exchange(_ old: Int, for new: Int) {
        if new != old { taken.add(new - old, ordering: .relaxed) }
    }

    fileprivate func giveBack(_ bytes: Int) {
        taken.subtract(bytes, ordering: .relaxed)
    }
}

/// What one body, or one connection's answers, have of a ``MemoryBound``, given back when this ends.
struct MemoryShare: ~Copyable {
    private let memory: MemoryBound
    private var taken = 0

    init(of memory: MemoryBound) {
        self.memory = memory
    }

    /// False as long as it is small.
    var isCounted: Bool { taken > 0 }

    /// Counts what has grown to so many bytes; false when there is no room for it.
    mutating func grow(to bytes: Int) -> Bool {
        let more = bytes - MemoryBound.uncounted - taken
        guard more > 0 else { return true }
        guard memory.take(more) else { return false }
        taken += more
        return true
    }

    /// Counts what is there in any case.
    mutating func set(to bytes: Int) {
        let counted = max(0, bytes - MemoryBound.uncounted)
        memory.exchange(taken, for: counted)
        taken = counted
    }

    deinit { memory.giveBack(taken) }
}
