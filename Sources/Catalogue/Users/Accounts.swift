import SQLEngines

/// Users and sessions with what they share: the hasher, the throttle, the sessions in memory, and the other instances.
struct Accounts: Sendable {
    let users: UserService
    let sessions: SessionService
    let keys: KeyRegister
    let instances: Instances

    init(
        engine: any Engine, clock: WallClock, settings: AccountSettings, random: SecureRandom = .system,
        monotonic: MonotonicClock, heardGap: @escaping @Sendable () -> Void = {}
    ) {
        let hasher = PasswordHasher(settings: settings, random: random)
        let throttle = LoginThrottle(engine: engine, clock: clock)
        let live = LiveSessions(limit: settings.sessionCacheLimit, needsLease: engine.isShared, clock: monotonic)
        instances = Instances(engine: engine, monotonic: monotonic, random: random, live: live, heardGap: heardGap)
        let changes = instances.changes
        users = UserService(
            engine: engine, clock: clock, hasher: hasher, throttle: throttle, changes: changes,
            registrationIsOpen: settings.registrationIsOpen)
        sessions = SessionService(
            engine: engine, clock: clock, random: random, hasher: hasher, throttle: throttle, changes: changes)
        keys = KeyRegister(engine: engine, clock: clock, changes: changes)
    }

    static let migrations: [Migration] = [
        .users, .sessions, .loginThrottle, .signingKeys, .instances, .sharedKeys, .userLists,
    ]
}
