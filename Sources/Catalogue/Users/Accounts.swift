import SQLEngines

/// Users and sessions with what they share: the hasher, the throttle, and the sessions in memory.
struct Accounts: Sendable {
    let users: UserService
    let sessions: SessionService
    let keys: KeyRegister

    init(engine: any Engine, clock: WallClock, settings: AccountSettings, random: SecureRandom = .system) {
        let hasher = PasswordHasher(settings: settings, random: random)
        let throttle = LoginThrottle(engine: engine, clock: clock)
        let live = LiveSessions(limit: settings.sessionCacheLimit)
        users = UserService(
            engine: engine, clock: clock, hasher: hasher, throttle: throttle, live: live,
            registrationIsOpen: settings.registrationIsOpen)
        sessions = SessionService(
            engine: engine, clock: clock, random: random, hasher: hasher, throttle: throttle, live: live)
        keys = KeyRegister(engine: engine, clock: clock)
    }

    static let migrations: [Migration] = [.users, .sessions, .loginThrottle, .signingKeys]
}
