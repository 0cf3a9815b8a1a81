import SQLEngines

/// Accounts: who there is and what they may do. One function is one transaction.
public struct UserService: Sendable {
    private let engine: any Engine
    private let clock: WallClock
    let hasher: PasswordHasher
    private let throttle: LoginThrottle
    private let changes: SharedChanges
    private let registrationIsOpen: Bool

    init(
        engine: any Engine, clock: WallClock, hasher: PasswordHasher, throttle: LoginThrottle,
        changes: SharedChanges, registrationIsOpen: Bool
    ) {
        self.engine = engine
        self.clock = clock
        self.hasher = hasher
        self.throttle = throttle
        self.changes = changes
        self.registrationIsOpen = registrationIsOpen
    }

    /// How busy the password hashes are, for metrics.
    public var hashLoad: HashLoad { hasher.load }

    /// A new account of a stranger at `address`: a viewer. Counts among the address's attempts whatever comes of it.
    ///
    /// Throws `registrationClosed`, `invalid` (the password is the address), `tooManyAttempts`, `overloaded`,
    /// `emailTaken`.
    public func register(
        _ email: EmailAddress, password: Password, from address: ClientAddress
    ) async throws -> User {
        guard registrationIsOpen else { throw CatalogueError.registrationClosed }
        try check(password, for: email)
        try await throttle.check(address)
        let hash = try await hasher.hash(password)
        let user = try await engine.write { session in
            try await throttle.lock(address, in: session)
            let now = clock.now()
            try await throttle.check(address, at: now, in: session)
            try await throttle.count(address, at: now, in: session)
            return try await session.insertUser(email, hash: hash, role: .viewer, at: now)
        }
        guard let user else { throw CatalogueError.emailTaken }
        return user
    }

    /// A new account, of any role, by an admin: not throttled, never closed. Throws `invalid` (the password is the address),
    /// `overloaded`, `emailTaken`, `sessionEnded`, `sessionExpired`, `insufficientRole`.
    public func create(
        _ email: EmailAddress, password: Password, role: Role, by authority: Authority
    ) async throws -> User {
        try check(password, for: email)
        let hash = try await hasher.hash(password)
        let user = try await engine.write { session in
            let now = clock.now()
            try await session.lockAdmins()
            try await session.allowAdmin(authority, at: now)
            return try await session.insertUser(email, hash: hash, role: role, at: now)
        }
        guard let user else { throw CatalogueError.emailTaken }
        return user
    }

    /// Whether anybody may do everything here.
    public func hasAdmin() async throws -> Bool {
        try await engine.read { try await $0.countUsers(.admin) > 0 }
    }

    /// The installation's first admin. Throws `notFound` when there is one, else as ``create(_:password:role:by:)``; of several
    /// who ask at once one is heard.
    public func createFirstAdmin(_ email: EmailAddress, password: Password) async throws -> User {
        try check(password, for: email)
        let hash = try await hasher.hash(password)
        let user = try await engine.write { session in
            try await session.lockAdmins()
            guard try await session.countUsers(.admin) == 0 else { throw CatalogueError.notFound }
            return try await session.insertUser(email, hash: hash, role: .admin, at: clock.now())
        }
        guard let user else { throw CatalogueError.emailTaken }
        return user
    }

    /// Throws `notFound`.
    public func find(_ id: User.ID) async throws -> User {
        try await engine.read { try await $0.user(id) }
    }

    /// The account of an address, in whatever case. Throws `notFound`.
    public func find(_ email: EmailAddress) async throws -> User {
        let user = try await engine.read { try await $0.user(emailKey: email.key) }
        guard let user else { throw CatalogueError.notFound }
        return user
    }

    /// All accounts, lowest id first.
    public func list(_ page: PageRequest = PageRequest()) async throws -> Page<User> {
        try await list(UserQuery(page: page))
    }

    /// A page of accounts. Costs the same at any depth; with a filter what the rarest one finds, up to ``ListWay/few``,
    /// or else the way along the order.
    public func list(_ query: UserQuery) async throws -> Page<User> {
        guard let list = UserList(query) else { return .empty(query.page) }
        return try await engine.read(list.isPoint && !query.page.counts ? .point : .long) { session in
            var page = try await list.page(query.page, in: session)
            page.total = query.page.counts ? try await list.count(in: session) : nil
            return page
        }
    }

    /// How many accounts have exactly this role and are not disabled.
    public func count(role: Role) async throws -> Int {
        try await engine.countUsers(role)
    }

    /// What the user may do from their next request on, on every instance; by an admin.
    /// Throws `notFound`, `sessionEnded`, `sessionExpired`, `insufficientRole`, `lastAdmin`.
    @discardableResult
    public func setRole(_ role: Role, of id: User.ID, by authority: Authority) async throws -> User {
        try await changes.make(.user(id)) { session in
            try await session.lockAdmins()
            try await session.lock(rows: "users WHERE id = \(id)")
            try await session.allowAdmin(authority, at: clock.now())
            if role != .admin { try await session.keepAdmin(besides: id, by: authority) }
            return try await session.setRole(role, of: id)
        }
    }

    /// Shuts an account, which ends its sessions, or opens it again; by an admin.
    /// Throws `notFound`, `sessionEnded`, `sessionExpired`, `insufficientRole`, `lastAdmin`.
    @discardableResult
    public func setDisabled(_ isDisabled: Bool, _ id: User.ID, by authority: Authority) async throws -> User {
        try await changes.make(.user(id)) { session in
            try await session.lockAdmins()
            try await session.lock(rows: "users WHERE id = \(id)")
            try await session.allowAdmin(authority, at: clock.now())
            if isDisabled { try await session.keepAdmin(besides: id, by: authority) }
            let user = try await session.setDisabled(isDisabled, id)
            if isDisabled { try await session.endSessions(of: id, except: nil) }
            return user
        }
    }

    /// A new password, which ends the user's sessions but for the one by which they set it themselves, and clears the
    /// failures to guess the old one. Throws `notFound`, `invalid` (the password is the address), `overloaded`,
    /// `sessionEnded`, `sessionExpired`, `insufficientRole`.
    @discardableResult
    public func setPassword(_ password: Password, of id: User.ID, by authority: Authority) async throws -> User {
        let user = try await find(id)
        let email = try EmailAddress(user.email)
        try check(password, for: email)
        let hash = try await hasher.hash(password)
        return try await changes.make(.user(id)) { session in
            try await session.lockAdmins(unless: authority, owns: id)
            try await throttle.lock(account: email.key, in: session)
            try await session.allow(authority, over: id, at: clock.now())
            // The account first: a login with the old password that is under way ends before, and its session is seen
            // here, or it comes after and finds the new hash.
            let user = try await session.setPasswordHash(hash, of: id)
            try await session.endSessions(of: id, except: authority.sessionID)
            try await throttle.clear(account: email.key, in: session)
            return user
        }
    }

    /// Deletes an account with its sessions.
    /// Throws `notFound`, `sessionEnded`, `sessionExpired`, `insufficientRole`, `lastAdmin`.
    public func delete(_ id: User.ID, by authority: Authority) async throws {
        try await changes.make(.user(id)) { session in
            try await session.lockAdmins()
            try await session.allow(authority, over: id, at: clock.now())
            try await session.keepAdmin(besides: id, by: authority)
            try await session.deleteUser(id)
        }
    }

    private func check(_ password: Password, for email: EmailAddress) throws {
        do {
            try password.check(differsFrom: email)
        } catch {
            throw CatalogueError.invalid([InvalidField("password", error)])
        }
    }
}
