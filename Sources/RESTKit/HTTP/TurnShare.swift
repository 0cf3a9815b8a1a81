import NIOCore

/// How many requests a connection may begin before it is the turn of the others: it may have thousands at hand, and each
/// that need not wait is answered at once.
struct TurnShare {
    private static let requests = 16
    private static let time = TimeAmount.milliseconds(1)

    private var taken = 0
    private var began = NIODeadline.uptimeNanoseconds(0)

    /// Whether another may begin. If not, what is left waits for ``ServingLoop/socketTurn``, and the share is new then.
    mutating func take(at now: NIODeadline) -> Bool {
        if taken == 0 {
            began = now
        } else if taken >= Self.requests || now - began >= Self.time {
            return false
        }
        taken += 1
        return true
    }

    /// The loop has looked at its sockets.
    mutating func renew() {
        taken = 0
    }
}
