import SQLEngines

/// Who is signed in: login, refresh, logout. One function is one transaction.
public struct SessionService: Sendable {
    private let engine: any Engine
    private let clock: WallClock
    private let random: SecureRandom
    private let live: LiveSessions
    private let changes: SharedChanges
    private let throttle: LoginThrottle
    private let doorkeeper: Doorkeeper

    init(
        engine: any Engine, clock: WallClock, random: SecureRandom, hasher: PasswordHasher, throttle: LoginThrottle,
        changes: SharedChanges
    ) {
        self.engine = engine
        self.clock = clock
        self.random = random
        self.changes = changes
        live = changes.live
        self.throttle = throttle
        doorkeeper = Doorkeeper(changes: changes, clock: clock, random: random, hasher: hasher, throttle: throttle)
    }

    /// Throws `tooManyAttempts` while nobody from this address may log in or register. For asking before the body is
    /// read; ``logIn(email:password:from:lifetime:)`` asks again.
    public func checkAttempts(from address: ClientAddress) async throws {
        try await throttle.check(address)
    }

    /// A new session; of an account that has ``LiveSession/mostOfAccount`` the one ends, as ``end(_:)`` does it, that was refreshed,
    /// or opened, longest ago. Any text may be given: an address that is none, or a password too long to be one, is merely wrong.
    ///
    /// Throws `invalidCredentials` for an unknown address, a wrong password and a disabled account alike, after the same
    /// work; `tooManyAttempts`, for the right password too; `overloaded`.
    /// - Parameter lifetime: how long the session may last; never longer than ``LiveSession/lifetime``.
    public func logIn(
        email: String, password: String, from address: ClientAddress, lifetime: Duration = LiveSession.lifetime
    ) async throws -> SessionGrant {
        try await doorkeeper.logIn(
            email: email, password: password, from: address, lifetime: min(lifetime, LiveSession.lifetime))
    }

    /// The session's next refresh id in exchange for its present one.
    ///
    /// The id that was exchanged last may come again within ``SessionGrant/grace`` and gets the same grant. Any other
    /// that was ever exchanged shows that two hold it: the session ends. Throws `sessionEnded`, `sessionExpired`.
    public func refresh(_ id: LiveSession.ID, _ refreshID: SessionGrant.RefreshID) async throws -> SessionGrant {
        let outcome = try await changes.make(.session(id), happened: \.endsSession) { session in
            try await exchange(refreshID, of: id, in: session)
        }
        return try outcome.get()
    }

    /// Ends the session, at once and for good, on every instance; nothing happens when it has ended before.
    public func end(_ id: LiveSession.ID) async throws {
        try await changes.make(.session(id)) { try await $0.endSession(id) }
    }

    /// Ends a session of the user, as ``end(_:)`` does. False when they have none of that id.
    /// Throws `sessionEnded`, `sessionExpired`, `insufficientRole`.
    public func end(_ id: LiveSession.ID, of user: User.ID, by authority: Authority) async throws -> Bool {
        try await changes.make(.session(id), happened: { $0 }) { session in
            try await session.lockAdmins(unless: authority, owns: user)
            try await session.allow(authority, over: user, at: clock.now())
            guard try await session.liveSession(id)?.userID == user else { return false }
            try await session.endSession(id)
            return true
        }
    }

    /// Ends the user's sessions, as ``end(_:)`` does each, but for the one by which they do it themselves. A login that is under way
    /// ends before, and its session too, or it comes after. Throws `sessionEnded`, `sessionExpired`, `insufficientRole`.
    public func endAll(of user: User.ID, by authority: Authority) async throws {
        try await changes.make(.user(user)) { session in
            try await session.lockAdmins(unless: authority, owns: user)
            try await session.allow(authority, over: user, at: clock.now())
            try await session.endSessions(of: user, except: authority.sessionID)
        }
    }

    /// The user's sessions that have not ended, nor their time, the latest first, 200 at most.
    public func list(of user: User.ID) async throws -> [OpenSession] {
        try await engine.openSessions(of: user, at: clock.now())
    }

    /// The session if it has not ended, nor its time; its user's role as it is now. Costs no statement and never leaves
    /// the caller's thread when the session was asked for lately.
    public func live(_ id: LiveSession.ID) async throws -> LiveSession? {
        let known = live.find(id)
        if let session = known.session { return session.expiresAt > clock.now() ? session : nil }
        guard let session = try await engine.liveSession(id), session.expiresAt > clock.now() else { return nil }
        live.keep(session, readIn: known.epoch)
        return session
    }

    private func exchange(
        _ refreshID: SessionGrant.RefreshID, of id: LiveSession.ID, in session: any Session
    ) async throws -> Outcome<SessionGrant> {
        // Of two who send the same token at once, on two instances, one comes after the other.
        try await session.lock(rows: "sessions WHERE id = \(id)")
        let now = clock.now()
        guard let stored = try await session.storedSession(id) else { return .refused(.sessionEnded) }
        guard stored.session.expiresAt > now else { return .refused(.sessionExpired) }
        if refreshID == stored.refreshID {
            let grant = SessionGrant(session: stored.session, refreshID: UniqueID(random), refreshIssuedAt: now)
            try await session.rotate(grant)
            return .done(grant)
        }
        if refreshID == stored.previousRefreshID, now - stored.rotatedAt <= SessionGrant.grace {
            return .done(stored.grant)
        }
        try await session.endSession(id)
        return .refused(.sessionEnded)
    }
}

extension Outcome {
    fileprivate var endsSession: Bool {
        if case .refused(.sessionEnded) = self { true } else { false }
    }
}

extension StoredSession {
    /// The grant as it was given when the session was last refreshed.
    fileprivate var grant: SessionGrant {
        SessionGrant(session: session, refreshID: refreshID, refreshIssuedAt: rotatedAt)
    }
}
