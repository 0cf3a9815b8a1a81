import SQLEngines

/// What can be done with items. Each function is one transaction; refusals are ``CatalogueError``.
public struct ItemService: Sendable {
    let engine: any Engine
    let clock: WallClock

    /// A page of items, each with its store and all of its tags.
    ///
    /// A text of blanks is as if not given; one with other characters but no word in it finds nothing. A store or a
    /// tag that does not exist gives an empty page.
    public func list(_ query: ItemQuery) async throws -> Page<Item> { throw Unfinished() }

    /// Throws `.notFound` when there is no such item.
    public func find(_ id: Item.ID) async throws -> Item { throw Unfinished() }

    /// Throws `.invalid` for a missing `store_id` or a `price` that the store's currency cannot hold.
    public func create(_ item: NewItem) async throws -> Item { throw Unfinished() }

    /// Throws `.notFound`, `.preconditionFailed`, `.invalid` as ``create(_:)`` does; on a move to another store
    /// `.itemHasTags`, and `.currencyMismatch` when the price is not said again.
    public func change(
        _ id: Item.ID, _ change: ItemChange, if precondition: Precondition<Item> = .none
    ) async throws -> Item { throw Unfinished() }

    /// Throws `.notFound` and `.preconditionFailed`.
    public func delete(_ id: Item.ID, if precondition: Precondition<Item> = .none) async throws { throw Unfinished() }

    /// Puts the tag on the item; `isNew` says whether it was not there before. Throws `.notFound` when either is
    /// missing, `.tagOfAnotherStore`, and `.tooManyTags` beyond 100.
    public func link(_ item: Item.ID, _ tag: Tag.ID) async throws -> (item: Item, isNew: Bool) { throw Unfinished() }

    /// Takes the tag off the item. Throws `.notFound` when it is not on it.
    public func unlink(_ item: Item.ID, _ tag: Tag.ID) async throws { throw Unfinished() }
}
