public import SQLEngines

extension Catalogue {
    /// Every table of the shop, in the order in which they are made.
    public static let migrations: [Migration] =
        [.stores, .items, .tags, .search, .tagLists] + Accounts.migrations + [.authors, .imports, .wordHalves]
}
