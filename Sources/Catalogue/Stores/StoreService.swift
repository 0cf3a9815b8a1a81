import SQLEngines

/// What can be done with stores. Each function is one transaction; refusals are ``CatalogueError``.
public struct StoreService: Sendable {
    let engine: any Engine
    let clock: WallClock
    let defaultCurrency: Currency

    /// A page of stores.
    public func list(_ query: StoreQuery) async throws -> Page<Store> { throw Unfinished() }

    /// Throws `.notFound` when there is no such store.
    public func find(_ id: Store.ID, including: Inclusion) async throws -> Store { throw Unfinished() }

    /// Throws `.storeNameTaken`, regardless of case.
    public func create(_ store: NewStore) async throws -> Store { throw Unfinished() }

    /// Throws `.notFound`, `.preconditionFailed`, `.storeNameTaken`, and `.storeHasItems` for another currency.
    public func change(
        _ id: Store.ID, _ change: StoreChange, if precondition: Precondition<Store> = .none, including: Inclusion
    ) async throws -> Store { throw Unfinished() }

    /// Deletes the store and everything in it. Throws `.notFound` and `.preconditionFailed`.
    public func delete(
        _ id: Store.ID, if precondition: Precondition<Store> = .none, including: Inclusion
    ) async throws { throw Unfinished() }
}

struct Unfinished: Error {}
