import Synchronization

/// The sessions lately asked for, in memory: so a request costs a look into a dictionary, not a statement.
///
/// Every change of a session or its user forgets it here before it is acknowledged. A read that began before such a
/// change and ends after it must not bring the old state back: so each forgetting begins a new epoch, and what was read
/// in an older one is not kept.
final class LiveSessions: Sendable {
    /// Counts the forgettings.
    struct Epoch: Equatable {
        fileprivate var number: UInt64 = 0
    }

    private struct State {
        var epoch = Epoch()
        var recent: [LiveSession.ID: LiveSession] = [:]
        var older: [LiveSession.ID: LiveSession] = [:]
    }

    private let state = Mutex(State())
    private let generation: Int

    /// Keeps at most `limit`: when half are recent they become the older ones, and the older ones go.
    init(limit: Int) {
        generation = max(1, limit / 2)
    }

    /// How many are kept.
    var count: Int { state.withLock { $0.recent.count + $0.older.count } }

    /// The session if it is known, and the epoch in which it was looked for.
    func find(_ id: LiveSession.ID) -> (session: LiveSession?, epoch: Epoch) {
        state.withLock { state in
            if let session = state.recent[id] { return (session, state.epoch) }
            guard let session = state.older[id] else { return (nil, state.epoch) }
            keep(session, &state)
            return (session, state.epoch)
        }
    }

    /// Keeps what was read, unless anything has been forgotten since `epoch`.
    func keep(_ session: LiveSession, readIn epoch: Epoch) {
        state.withLock { state in
            if state.epoch == epoch { keep(session, &state) }
        }
    }

    /// Does `change`, then forgets the session, even if the change threw: it may have happened all the same.
    func forgetting<Value>(_ id: LiveSession.ID, _ change: () async throws -> Value) async throws -> Value {
        defer {
            state.withLock { state in
                state.epoch.number += 1
                state.recent[id] = nil
                state.older[id] = nil
            }
        }
        return try await change()
    }

    /// Does `change`, then forgets all sessions of the user, even if the change threw.
    func forgetting<Value>(_ user: User.ID, _ change: () async throws -> Value) async throws -> Value {
        defer {
            state.withLock { state in
                state.epoch.number += 1
                state.recent = state.recent.filter { $0.value.userID != user }
                state.older = state.older.filter { $0.value.userID != user }
            }
        }
        return try await change()
    }

    private func keep(_ session: LiveSession, _ state: inout State) {
        if state.recent.count >= generation {
            state.older = state.recent
            state.recent = [:]
        }
        state.recent[session.id] = session
    }
}
