import NIOCore

/// The answers of one connection that its client has not been sent whole, and the memory that they take.
struct WaitingAnswers: ~Copyable {
    /// What they take; nothing of content that is kept for all.
    private var bytes = 0
    private var share: MemoryShare
    private var pace: ReadingPace

    init(on loop: ServingLoop) {
        share = MemoryShare(of: loop.bounds.answerMemory)
        pace = ReadingPace(in: loop.bounds.answerMemory, allWithin: loop.timeouts.crowdedWrite)
    }

    /// An answer, or a piece of one, is handed over.
    mutating func add(_ count: Int, keeping memory: Int) {
        pace.add(count)
        keep(bytes + memory)
    }

    /// Nothing of it is kept any more.
    mutating func forget(_ memory: Int) {
        keep(bytes - memory)
    }

    /// So many bytes have left.
    mutating func sent(_ count: Int) {
        pace.sent(count)
    }

    /// So many bytes are left, as the socket says.
    mutating func left(_ unsent: Int) {
        pace.left(unsent)
    }

    /// To be asked at every tick (``ReadingPace``).
    mutating func areTooSlow(at now: NIODeadline) -> Bool {
        pace.isTooSlow(for: bytes, at: now)
    }

    /// For now it is not the client that they wait for.
    mutating func rest() {
        pace.rest()
    }

    private mutating func keep(_ memory: Int) {
        guard memory != bytes else { return }
        bytes = memory
        share.set(to: memory)
    }
}
