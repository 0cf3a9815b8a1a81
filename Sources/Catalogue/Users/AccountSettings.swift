/// What the owner of an installation decides about accounts.
public struct AccountSettings: Sendable {
    /// Whether anybody may register. Closed: ``CatalogueError/registrationClosed``; accounts are then made on the
    /// command line.
    public var registrationIsOpen: Bool
    public var passwordCost: PasswordCost
    /// How many passwords are hashed at once: as many as there are cores, no more.
    public var hashParallelism: Int
    /// How many more may wait for their turn; beyond that ``CatalogueError/overloaded(retryAfter:)``.
    public var hashQueueLimit: Int
    /// How many live sessions are kept in memory, each a few hundred bytes.
    public var sessionCacheLimit: Int

    public init(
        registrationIsOpen: Bool = true, passwordCost: PasswordCost = .standard, hashParallelism: Int = 1,
        hashQueueLimit: Int = 200, sessionCacheLimit: Int = 20_000
    ) {
        self.registrationIsOpen = registrationIsOpen
        self.passwordCost = passwordCost
        self.hashParallelism = hashParallelism
        self.hashQueueLimit = hashQueueLimit
        self.sessionCacheLimit = sessionCacheLimit
    }
}
