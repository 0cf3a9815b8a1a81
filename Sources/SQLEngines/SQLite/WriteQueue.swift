import Dispatch
import Synchronization

/// Where writes wait for the writer; bounded.
final class WriteQueue: Sendable {
    private struct State {
        var writes: [any PendingWrite] = []
        var isClosed = false
        var writerSleeps = false
    }

    private let limit: Int
    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Writes that wait at this moment.
    var count: Int { state.withLock { $0.writes.count } }

    /// Adds a write, or answers it at once with ``EngineError/closed`` or ``EngineError/overloaded``.
    func submit(_ write: any PendingWrite) {
        let (refusal, mustWake) = state.withLock { state -> (EngineError?, Bool) in
            if state.isClosed { return (.closed, false) }
            if state.writes.count >= limit { return (.overloaded, false) }
            state.writes.append(write)
            defer { state.writerSleeps = false }
            return (nil, state.writerSleeps)
        }
        if mustWake { arrivals.signal() }
        if let refusal { write.settle(refusal) }
    }

    /// Takes up to `limit` of the waiting writes, the oldest first.
    func take(upTo limit: Int) -> [any PendingWrite] {
        state.withLock { state in Self.take(upTo: limit, from: &state) }
    }

    /// Waits until there is a write, and takes up to `limit`. Returns none only when the queue is closed and empty.
    func takeWaiting(upTo limit: Int) -> [any PendingWrite] {
        while true {
            let (writes, isClosed) = state.withLock { state in
                let writes = Self.take(upTo: limit, from: &state)
                state.writerSleeps = writes.isEmpty && !state.isClosed
                return (writes, state.isClosed)
            }
            if !writes.isEmpty || isClosed { return writes }
            arrivals.wait()
        }
    }

    /// Takes no further write; those that wait are still served.
    func close() {
        let mustWake = state.withLock { state in
            state.isClosed = true
            defer { state.writerSleeps = false }
            return state.writerSleeps
        }
        if mustWake { arrivals.signal() }
    }

    private static func take(upTo limit: Int, from state: inout State) -> [any PendingWrite] {
        guard state.writes.count > limit else {
            defer { state.writes = [] }
            return state.writes
        }
        defer { state.writes.removeFirst(limit) }
        return Array(state.writes.prefix(limit))
    }
}
