import Catalogue
import RESTKit
import Synchronization

/// The last requests of this process, in a ring of a fixed size. Forgotten when the process ends.
final class RecentRequests: Sendable {
    /// A piece of the list, newest first.
    struct Page: Sendable, Equatable {
        let requests: [RecentRequest]
        /// Where the list goes on; nil at its end.
        let next: UInt64?
    }

    private struct Ring {
        /// How many requests were noted since the start: the sequence number of the last.
        var count: UInt64 = 0
        /// The request of number n is at n modulo the capacity; full once the capacity is reached.
        var requests: [RecentRequest] = []
    }

    /// How many requests are remembered.
    let capacity: Int
    private let ring: Mutex<Ring>

    init(capacity: Int = 2000) {
        self.capacity = max(1, capacity)
        ring = Mutex(Ring())
        ring.withLock { $0.requests.reserveCapacity(self.capacity) }
    }

    /// Remembers the request and forgets the one it takes the place of. `now` is when its answer had left.
    func note(_ exchange: Exchange, at now: Timestamp) {
        var request = RecentRequest(exchange, at: now)
        // What gives way leaves the lock in `request`, and is freed behind it.
        ring.withLock { ring in
            ring.count += 1
            request.sequence = ring.count
            if ring.requests.count < capacity { return ring.requests.append(request) }
            swap(&ring.requests[Int((ring.count - 1) % UInt64(capacity))], &request)
        }
    }

    /// At most `limit` of the remembered requests that match, newest first.
    /// - Parameter before: goes on behind another page: its ``Page/next``. nil begins with the newest.
    func page(_ filter: RequestFilter = RequestFilter(), before: UInt64? = nil, limit: Int = 50) -> Page {
        var found: [RecentRequest] = []
        var position = before ?? .max
        while true {
            let piece = newest(before: position)
            guard let last = piece.last else { return Page(requests: found, next: nil) }
            for request in piece where filter.matches(request) {
                if found.count == limit { return Page(requests: found, next: found.last?.sequence) }
                found.append(request)
            }
            position = last.sequence
        }
    }

    /// A few requests before the one of this number, newest first: so few that nobody waits long for the lock.
    private func newest(before sequence: UInt64) -> [RecentRequest] {
        ring.withLock { ring in
            let end = min(sequence, ring.count + 1)
            let oldest = ring.count - UInt64(ring.requests.count) + 1
            guard end > oldest else { return [] }
            let start = max(oldest, end - min(end, Self.piece))
            return (start..<end).reversed().map { ring.requests[Int(($0 - 1) % UInt64(capacity))] }
        }
    }

    private static let piece: UInt64 = 64
}
