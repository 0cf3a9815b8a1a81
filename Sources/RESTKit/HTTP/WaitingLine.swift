import NIOCore

/// Those who wait for the same thing, in the order in which they came. Joining, being next and leaving take the same time
/// however long the line is.
struct WaitingLine<Waiter: Sendable>: Sendable {
    /// nil where one has left before its turn; never at the head.
    private var waiters = CircularBuffer<Waiter?>()
    private var headNumber = 0
    /// How many wait.
    private(set) var count = 0

    /// The number by which the waiter can ``leave(_:)``.
    mutating func join(_ waiter: Waiter) -> Int {
        waiters.append(waiter)
        count += 1
        return headNumber + waiters.count - 1
    }

    /// Who has waited longest.
    var first: Waiter? { waiters.first ?? nil }

    /// Takes out who has waited longest.
    mutating func next() -> Waiter? {
        guard let waiter = first else { return nil }
        removeHead()
        count -= 1
        return waiter
    }

    /// Nothing happens to whose turn has come already.
    mutating func leave(_ number: Int) {
        let offset = number - headNumber
        guard (0..<waiters.count).contains(offset), waiters[offset: offset] != nil else { return }
        waiters[offset: offset] = nil
        count -= 1
        if offset == 0 { removeHead() }
    }

    /// And those behind who have left.
    private mutating func removeHead() {
        repeat {
            _ = waiters.removeFirst()
            headNumber += 1
        } while !waiters.isEmpty && waiters[offset: 0] == nil
    }
}
