public import SQLEngines

/// The shop: everything that can be done with it, a service for each kind of thing.
public struct Catalogue: Sendable {
    public let stores: StoreService
    public let items: ItemService
    public let bulk: BulkService
    public let keptFiles: KeptFiles
    public let tags: TagService
    public let users: UserService
    public let sessions: SessionService
    public let keys: KeyRegister
    public let instances: Instances
    public let overview: OverviewService

    /// `monotonic` measures how long this process may trust what it remembers, where others share the database.
    public init(
        engine: any Engine, clock: WallClock, settings: CatalogueSettings, monotonic: MonotonicClock = .system
    ) {
        let search = engine.dialect.itemSearch
        stores = StoreService(
            engine: engine, clock: clock, defaultCurrency: settings.defaultCurrency, search: search)
        items = ItemService(engine: engine, clock: clock, search: search)
        bulk = BulkService(engine: engine, clock: clock, search: search)
        keptFiles = KeptFiles(engine: engine, clock: clock)
        tags = TagService(engine: engine, clock: clock)
        overview = OverviewService(engine: engine, clock: clock, items: items)
        let creating = items.creating
        let accounts = Accounts(
            engine: engine, clock: clock, settings: settings.accounts, monotonic: monotonic,
            heardGap: { creating?.forgetWords() })
        users = accounts.users
        sessions = accounts.sessions
        keys = accounts.keys
        instances = accounts.instances
    }
}

/// What a shop's owner may choose.
public struct CatalogueSettings: Sendable {
    /// The currency of a store that does not name one.
    public var defaultCurrency: Currency
    /// Registration, and what a password hash may cost.
    public var accounts: AccountSettings

    public init(defaultCurrency: Currency, accounts: AccountSettings = AccountSettings()) {
        self.defaultCurrency = defaultCurrency
        self.accounts = accounts
    }
}
