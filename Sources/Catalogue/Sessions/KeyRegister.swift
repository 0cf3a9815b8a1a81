import SQLEngines

/// Which signing keys the database has met, by their ids. The keys themselves come here only where several processes
/// share them through the database (``shared``).
///
/// An instance that signs with a key the others do not have would refuse their tokens and they its own; one that lost
/// its key file would silently log everybody out. So whoever opens the database shows its keys first.
public struct KeyRegister: Sendable {
    private let engine: any Engine
    private let clock: WallClock
    private let changes: SharedChanges

    /// Taken by whoever looks at keys in order to change them.
    private static let turn = "signing keys"

    init(engine: any Engine, clock: WallClock, changes: SharedChanges) {
        self.engine = engine
        self.clock = clock
        self.changes = changes
    }

    /// Whether no key was ever shown.
    public var isEmpty: Bool {
        get async throws { try await engine.latestKey() == nil }
    }

    /// Writes down that `current` signs from now on, whatever signed before.
    public func adopt(_ current: String) async throws {
        try await engine.write { try await $0.insertKey(current, at: clock.now()) }
    }

    /// Writes down that `current` signs from now on, unless the database knows already.
    ///
    /// Throws ``UnknownKeys`` when the key that signed last is not among `all`: what it signed could not be verified.
    public func recognize(current: String, among all: [String]) async throws {
        if try await engine.read({ try await $0.latestKey() }) == current { return }
        let isKnown = try await engine.write { session in
            try await session.lock(name: Self.turn)
            let latest = try await session.latestKey()
            guard latest.map(all.contains) ?? true else { return false }
            if latest != current { try await session.insertKey(current, at: clock.now()) }
            return true
        }
        if !isKnown { throw UnknownKeys() }
    }

    /// The keys that are kept in the database, the latest first. Whoever can read the database can sign with them.
    public var shared: [SharedKey] {
        get async throws { try await engine.sharedKeys() }
    }

    /// Puts what `change` makes of the shared keys in their place, in one transaction and one process at a time, and
    /// returns it. When it returns, every other process has been told, and waited for until it has read them or is silent
    /// for ``Instances/longestWait``.
    public func changeShared(
        _ change: @escaping @Sendable ([SharedKey]) throws -> [SharedKey]
    ) async throws -> [SharedKey] {
        let outcome = try await changes.make(.keys, happened: { $0.changed }) { session in
            try await session.lock(name: Self.turn)
            let old = try await session.sharedKeys()
            let new = try change(old)
            for key in old where !new.contains(key) { try await session.delete(key) }
            for key in new.reversed() where !old.contains(key) { try await session.insert(key) }
            if let current = new.first?.id, try await session.latestKey() != current {
                try await session.insertKey(current, at: clock.now())
            }
            return (keys: new, changed: new != old)
        }
        return outcome.keys
    }
}

/// The database was last used with a signing key that is not among those shown.
public struct UnknownKeys: Error, Sendable, Equatable {}

extension Session {
    fileprivate func latestKey() async throws -> String? {
        try await value("SELECT key_id FROM signing_keys ORDER BY id DESC LIMIT 1")
    }

    fileprivate func insertKey(_ id: String, at now: Timestamp) async throws {
        try await execute("INSERT INTO signing_keys (key_id, first_used_at) VALUES (\(id), \(now))")
    }
}
