import NIOCore

/// How many requests may begin of a connection, or of all that have a place, before it is the turn of the others: there may be
/// thousands, and each that need not wait is answered at once.
struct TurnShare {
    let requests: Int
    let time: TimeAmount

    private var taken = 0
    private var began = NIODeadline.uptimeNanoseconds(0)

    init(requests: Int = 16, time: TimeAmount = .milliseconds(1)) {
        self.requests = requests
        self.time = time
    }

    /// Whether nothing has been taken of it.
    var isWhole: Bool { taken == 0 }

    /// Whether another may begin. If not, what is left waits for ``SocketTurn``, and the share is new then.
    mutating func take(at now: NIODeadline) -> Bool {
        if taken == 0 {
            began = now
        } else if taken >= requests || now - began >= time {
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
