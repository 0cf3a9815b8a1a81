import SQLEngines

/// How many wrong passwords are borne. Kept in the database: a restart forgets nothing, and instances share it.
///
/// An account, existing or not, has 5 failures that cost nothing; from the sixth on each shuts it, for 1 s, then 2 s and
/// so on up to 15 min, until a success or 12 hours clear the count. An address has 30 failures in any 5 minutes, its
/// registrations counted in. What was refused here is not counted.
///
/// A verdict is given only in the transaction that counts it, after another look at the counts, one after another for
/// each address and each account. So of a thousand
/// guesses at once no more are answered than one after another, on any number of instances.
struct LoginThrottle: Sendable {
    let engine: any Engine
    let clock: WallClock

    static let freeFailures: Int64 = 5
    static let longestWait = Duration.seconds(15 * 60)
    static let memory = Duration.seconds(12 * 60 * 60)
    static let attemptsPerAddress: Int64 = 30
    static let addressWindow = Duration.seconds(5 * 60)

    /// What is said to have happened later than so long from now was counted while a clock was wrong, and does not count:
    /// it would until that time comes.
    static let clockDifference = longestWait

    /// How many rows past their time a write takes away beside its own: more than it adds.
    private static let purgedAtOnce: Int64 = 8

    /// Throws `tooManyAttempts` while the address may not try.
    func check(_ address: ClientAddress) async throws {
        let now = clock.now()
        try await engine.read { try await check(address, at: now, in: $0) }
    }

    /// Makes others that come from this address wait for the end of the write; taken before an account is.
    func lock(_ address: ClientAddress, in session: any Session) async throws {
        try await session.lock(name: "attempts of \(address.key)")
    }

    /// Makes others that try this account wait for the end of the write.
    func lock(account key: String, in session: any Session) async throws {
        try await session.lock(name: "failures of \(key)")
    }

    func check(_ address: ClientAddress, at now: Timestamp, in session: any Session) async throws {
        let start = now - Self.addressWindow
        let oldest = try await session.attempt(
            number: Self.attemptsPerAddress, from: address, after: start, until: now + Self.clockDifference)
        guard let oldest else { return }
        throw CatalogueError.tooManyAttempts(retryAfter: oldest - start)
    }

    /// Throws `tooManyAttempts` while the account may not be tried.
    func check(account key: String, at now: Timestamp, in session: any Session) async throws {
        guard let failures = try await session.failures(ofAccount: key) else { return }
        if let wait = failures.wait(at: now) { throw CatalogueError.tooManyAttempts(retryAfter: wait) }
    }

    /// Counts an attempt against the address.
    func count(_ address: ClientAddress, at now: Timestamp, in session: any Session) async throws {
        try await session.purgeAttempts(before: now - Self.addressWindow, limit: Self.purgedAtOnce)
        try await session.insertAttempt(from: address, at: now)
    }

    /// Counts a failure against the account.
    func count(account key: String, at now: Timestamp, in session: any Session) async throws {
        try await session.purgeFailures(before: now - Self.memory, limit: Self.purgedAtOnce, own: key)
        try await session.insertFailure(
            ofAccount: key, at: now, forgettingBefore: now - Self.memory, after: now + Self.clockDifference)
    }

    /// Forgets the account's failures.
    func clear(account key: String, in session: any Session) async throws {
        try await session.deleteFailures(ofAccount: key)
    }
}

/// An account's failures since its last success.
struct AccountFailures: Sendable, Equatable {
    let count: Int64
    let lastAt: Timestamp

    /// How long the account is still shut; nil when it is not.
    func wait(at now: Timestamp) -> Duration? {
        guard count > LoginThrottle.freeFailures, now - lastAt < LoginThrottle.memory,
            lastAt - now <= LoginThrottle.clockDifference
        else { return nil }
        let doublings = min(count - LoginThrottle.freeFailures - 1, 10)
        let whole = min(Duration.seconds(1 << doublings), LoginThrottle.longestWait)
        let rest = whole - (now - lastAt)
        return rest > .zero ? rest : nil
    }
}
