import SQLEngines

/// Checks passwords at the door.
struct Doorkeeper: Sendable {
    let changes: SharedChanges
    let clock: WallClock
    let random: SecureRandom
    let hasher: PasswordHasher
    let throttle: LoginThrottle

    /// How many sessions past their time a login takes away beside its own work: more than it adds.
    private static let purgedAtOnce: Int64 = 8
    /// How often a password is verified that was right, where its hash was made anew meanwhile.
    private static let mostVerified = 3

    private var engine: any Engine { changes.engine }

    func logIn(
        email: String, password: String, from address: ClientAddress, lifetime: Duration
    ) async throws -> SessionGrant {
        let attempt = Attempt(accountKey: (try? EmailAddress(email))?.key, address: address, lifetime: lifetime)
        var verified = 1
        while true {
            let isLast = verified == Self.mostVerified
            if let outcome = try await judge(attempt, password, isLast: isLast) { return try outcome.get() }
            verified += 1
        }
    }

    /// nil where the password was right, and its hash is another one now: whether by another login, which made it anew at the
    /// present cost, or with another password, only the new one tells. Never nil the last time.
    private func judge(
        _ attempt: Attempt, _ password: String, isLast: Bool
    ) async throws -> Outcome<SessionGrant>? {
        let credentials = try await credentials(for: attempt)
        let isRight = try await hasher.verify(password, against: credentials?.passwordHash)
        let proven = isRight ? credentials.flatMap { $0.isDisabled ? nil : $0 } : nil
        let freshHash = try await rehash(password, proven)
        guard let proven else {
            return try await engine.write { session in
                try await decide(attempt, nil, freshHash: nil, isLast: isLast, in: session)?.map(\.grant)
            }
        }
        let outcome = try await changes.make(.user(proven.userID), happened: { $0?.endsOthers ?? false }) { session in
            try await decide(attempt, proven, freshHash: freshHash, isLast: isLast, in: session)
        }
        return outcome?.map(\.grant)
    }

    /// What the account's password is checked against; nil when there is no such account.
    /// Throws `tooManyAttempts` before any hash is computed.
    private func credentials(for attempt: Attempt) async throws -> Credentials? {
        let now = clock.now()
        return try await engine.read { session in
            try await check(attempt, at: now, in: session)
            guard let key = attempt.accountKey else { return nil }
            return try await session.credentials(emailKey: key)
        }
    }

    /// A hash at the present cost where the stored one was made at another.
    private func rehash(_ password: String, _ proven: Credentials?) async throws -> String? {
        guard let proven, hasher.needsRehash(proven.passwordHash), let text = Password.normalized(password) else {
            return nil
        }
        return try await hasher.hash(Password(proven: text))
    }

    /// The verdict, given where it is counted; nil as in ``judge(_:_:isLast:)``. What was proven is asked again: meanwhile
    /// the account may have been deleted or disabled or got another hash.
    private func decide(
        _ attempt: Attempt, _ proven: Credentials?, freshHash: String?, isLast: Bool, in session: any Session
    ) async throws -> Outcome<Entry>? {
        try await lock(attempt, in: session)
        let now = clock.now()
        try await check(attempt, at: now, in: session)
        guard let proven, let key = attempt.accountKey,
            let current = try await session.credentials(emailKey: key), current.isOpen(as: proven)
        else {
            try await count(attempt, at: now, in: session)
            return .refused(.invalidCredentials)
        }
        guard current.passwordHash == proven.passwordHash else {
            return isLast ? .refused(.overloaded(retryAfter: .seconds(1))) : nil
        }
        try await throttle.clear(account: key, in: session)
        if let freshHash { _ = try await session.setPasswordHash(freshHash, of: current.userID) }
        return .done(try await open(current, for: attempt.lifetime, at: now, in: session))
    }

    /// Takes address, account and user for the verdict, always in this order. No hash is computed while they are taken.
    private func lock(_ attempt: Attempt, in session: any Session) async throws {
        try await throttle.lock(attempt.address, in: session)
        guard let key = attempt.accountKey else { return }
        try await throttle.lock(account: key, in: session)
        try await session.lock(rows: "users WHERE email_key = \(key)")
    }

    private func open(
        _ user: Credentials, for lifetime: Duration, at now: Timestamp, in session: any Session
    ) async throws -> Entry {
        let opened = LiveSession(
            id: UniqueID(random), userID: user.userID, role: user.role, authenticatedAt: now,
            expiresAt: now + lifetime)
        let grant = SessionGrant(session: opened, refreshID: UniqueID(random), refreshIssuedAt: now)
        let others = try await session.sessions(of: user.userID, at: now, beyond: LiveSession.mostOfAccount - 1)
        if others.isEmpty {
            try await session.purgeSessions(before: now, limit: Self.purgedAtOnce)
        } else {
            try await session.endSessions(others)
        }
        try await session.insertSession(grant)
        return Entry(grant: grant, endsOthers: !others.isEmpty)
    }

    private func check(_ attempt: Attempt, at now: Timestamp, in session: any Session) async throws {
        try await throttle.check(attempt.address, at: now, in: session)
        if let key = attempt.accountKey { try await throttle.check(account: key, at: now, in: session) }
    }

    private func count(_ attempt: Attempt, at now: Timestamp, in session: any Session) async throws {
        try await throttle.count(attempt.address, at: now, in: session)
        if let key = attempt.accountKey { try await throttle.count(account: key, at: now, in: session) }
    }
}

/// A session that was opened.
private struct Entry: Sendable {
    let grant: SessionGrant
    /// Whether others of the account had to end for it.
    let endsOthers: Bool
}

extension Outcome<Entry> {
    fileprivate var endsOthers: Bool {
        if case .done(let entry) = self { entry.endsOthers } else { false }
    }
}

/// Who tries, as far as one can tell before the password is checked, and what for.
private struct Attempt: Sendable {
    /// nil for what is no e-mail address, and so nobody's account.
    let accountKey: String?
    let address: ClientAddress
    /// How long the session is to last.
    let lifetime: Duration
}

extension Credentials {
    /// Whether it is the same account, and open.
    fileprivate func isOpen(as other: Credentials) -> Bool { userID == other.userID && !isDisabled }
}
