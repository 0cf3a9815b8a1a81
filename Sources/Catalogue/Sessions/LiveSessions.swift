import Synchronization

/// The sessions lately asked for, in memory: so a request costs a look into a dictionary, not a statement.
///
/// Every change of a session or its user is forgotten here before it is acknowledged. A read that began before such a
/// change and ends after it must not bring the old state back: so each forgetting begins a new epoch, and what was read
/// in an older one is not kept.
///
/// Where other processes make changes too, what is kept counts only while a lease lasts: ``Instances`` extends it.
final class LiveSessions: Sendable {
    /// Counts the forgettings.
    struct Epoch: Equatable {
        fileprivate var number: UInt64 = 0
    }

    private struct State {
        var epoch = Epoch()
        var recent: [LiveSession.ID: LiveSession] = [:]
        var older: [LiveSession.ID: LiveSession] = [:]
        /// Until when what is kept counts; nil: for ever.
        var leaseEnd: Duration?
    }

    private let state: Mutex<State>
    private let generation: Int
    private let clock: MonotonicClock

    /// Keeps at most `limit`: when half are recent they become the older ones, and the older ones go.
    /// With `needsLease` nothing that is kept counts before a lease is given.
    init(limit: Int, needsLease: Bool = false, clock: MonotonicClock = .system) {
        generation = max(1, limit / 2)
        state = Mutex(State(leaseEnd: needsLease ? .zero : nil))
        self.clock = clock
    }

    /// How many are kept.
    var count: Int { state.withLock { $0.recent.count + $0.older.count } }

    /// The session if it is known, and the epoch in which it was looked for.
    func find(_ id: LiveSession.ID) -> (session: LiveSession?, epoch: Epoch) {
        let (found, leaseEnd) = state.withLock { state in
            let session = state.recent[id] ?? state.older[id]
            if let session, state.recent[id] == nil { keep(session, &state) }
            return ((session: session, epoch: state.epoch), state.leaseEnd)
        }
        // The clock is read last: whoever is stopped in between finds the lease over.
        if let leaseEnd, clock.now() >= leaseEnd { return (nil, found.epoch) }
        return found
    }

    /// Keeps what was read, unless anything has been forgotten since `epoch`.
    func keep(_ session: LiveSession, readIn epoch: Epoch) {
        state.withLock { state in
            if state.epoch == epoch { keep(session, &state) }
        }
    }

    /// What is kept counts until then.
    func extendLease(until end: Duration) {
        state.withLock { $0.leaseEnd = end }
    }

    /// What is kept does not count, until the lease is extended.
    func endLease() {
        extendLease(until: .zero)
    }

    /// Forgets what a change has made untrue.
    func forget(_ change: Notice.Change) {
        state.withLock { state in
            switch change {
            case .keys: return
            case .session(let id):
                state.recent[id] = nil
                state.older[id] = nil
            case .user(let user):
                state.recent = state.recent.filter { $0.value.userID != user }
                state.older = state.older.filter { $0.value.userID != user }
            }
            state.epoch.number += 1
        }
    }

    /// Forgets all sessions.
    func forgetAll() {
        state.withLock { state in
            state.recent = [:]
            state.older = [:]
            state.epoch.number += 1
        }
    }

    private func keep(_ session: LiveSession, _ state: inout State) {
        if state.recent.count >= generation {
            state.older = state.recent
            state.recent = [:]
        }
        state.recent[session.id] = session
    }
}
