public import SQLEngines

/// The shop: everything that can be done with it, a service for each kind of thing.
public struct Catalogue: Sendable {
    public let stores: StoreService
    public let items: ItemService
    public let tags: TagService

    public init(engine: any Engine, clock: WallClock, settings: CatalogueSettings) {
        stores = StoreService(engine: engine, clock: clock, defaultCurrency: settings.defaultCurrency)
        items = ItemService(engine: engine, clock: clock)
        tags = TagService(engine: engine, clock: clock)
    }
}

/// What a shop's owner may choose.
public struct CatalogueSettings: Sendable {
    /// The currency of a store that does not name one.
    public var defaultCurrency: Currency

    public init(defaultCurrency: Currency) {
        self.defaultCurrency = defaultCurrency
    }
}
