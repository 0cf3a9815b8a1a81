import NIOCore

/// The answers that the socket has not yet taken whole, and whether their reader still reads.
struct PendingWrites {
    private var count = 0
    private var bytesLeft = Int.max
    private var movedAt = NIODeadline.distantFuture

    var isEmpty: Bool { count == 0 }

    mutating func began(at now: NIODeadline) {
        if count == 0 {
            bytesLeft = .max
            movedAt = now
        }
        count += 1
    }

    mutating func ended() {
        count -= 1
    }

    mutating func moved(at now: NIODeadline) {
        movedAt = now
    }

    /// Whether the socket, in which `left` bytes are, has taken nothing for `timeout`.
    mutating func areStalled(with left: Int, at now: NIODeadline, for timeout: TimeAmount) -> Bool {
        if left != bytesLeft {
            bytesLeft = left
            movedAt = now
        }
        return now - movedAt >= timeout
    }
}

extension Channel {
    /// Bytes that the socket has not taken.
    var unsentBytes: Int { (try? syncOptions?.getOption(.bufferedWritableBytes)) ?? 0 }
}
