import Synchronization

/// The memory that bodies may take while they come, for the whole server: neither the places in flight nor the time that each
/// client has bounds how many there are at once.
final class BodyMemory: Sendable {
    /// What every body may take without being counted. Whoever takes all the rest keeps out large ones alone.
    static let uncounted = 16 * 1024

    private let most: Int
    private let taken = Atomic(0)

    /// `most`: bytes.
    init(most: Int) {
        self.most = most
    }

    /// How many are taken.
    var bytes: Int { taken.load(ordering: .relaxed) }

    fileprivate func take(_ bytes: Int) -> Bool {
        let isRoom = taken.add(bytes, ordering: .relaxed).newValue <= most
        if !isRoom { giveBack(bytes) }
        return isRoom
    }

    fileprivate func giveBack(_ bytes: Int) {
        taken.subtract(bytes, ordering: .relaxed)
    }
}

/// What one body has of ``BodyMemory``, given back when this ends.
struct BodyShare: ~Copyable {
    /// nil as long as the body is small.
    private var memory: BodyMemory?
    private var taken = 0

    var isCounted: Bool { taken > 0 }

    /// Counts a body that has grown to so many bytes; false when there is no room for it.
    mutating func grow(to bytes: Int, of memory: BodyMemory) -> Bool {
        let more = bytes - BodyMemory.uncounted - taken
        guard more > 0 else { return true }
        guard memory.take(more) else { return false }
        self.memory = memory
        taken += more
        return true
    }

    deinit { memory?.giveBack(taken) }
}
