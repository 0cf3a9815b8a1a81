import SQLEngines

/// Which signing keys the database has met, by their ids. The keys themselves never come here.
///
/// An instance that signs with a key the others do not have would refuse their tokens and they its own; one that lost
/// its key file would silently log everybody out. So whoever opens the database shows its keys first.
public struct KeyRegister: Sendable {
    private let engine: any Engine
    private let clock: WallClock

    init(engine: any Engine, clock: WallClock) {
        self.engine = engine
        self.clock = clock
    }

    /// Whether no key was ever shown.
    public var isEmpty: Bool {
        get async throws { try await engine.read { try await $0.latestKey() } == nil }
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
            let latest = try await session.latestKey()
            guard latest.map(all.contains) ?? true else { return false }
            if latest != current { try await session.insertKey(current, at: clock.now()) }
            return true
        }
        if !isKnown { throw UnknownKeys() }
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
