import SQLEngines

/// What can be done with tags. Each function is one transaction; refusals are ``CatalogueError``.
public struct TagService: Sendable {
    let engine: any Engine
    let clock: WallClock

    /// A page of the store's tags. Throws `.notFound` when there is no such store.
    public func list(of store: Store.ID, _ query: TagQuery) async throws -> Page<Tag> { throw Unfinished() }

    /// Throws `.notFound` when there is no such tag.
    public func find(_ id: Tag.ID, including: Inclusion) async throws -> Tag { throw Unfinished() }

    /// Throws `.notFound` when there is no such store, `.tagNameTaken` regardless of case.
    public func create(_ tag: NewTag, in store: Store.ID) async throws -> Tag { throw Unfinished() }

    /// Throws `.notFound`, `.preconditionFailed` and `.tagNameTaken`.
    public func change(
        _ id: Tag.ID, _ change: TagChange, if precondition: Precondition<Tag> = .none, including: Inclusion
    ) async throws -> Tag { throw Unfinished() }

    /// Throws `.notFound`, `.preconditionFailed`, and `.tagInUse` while any item carries the tag.
    public func delete(
        _ id: Tag.ID, if precondition: Precondition<Tag> = .none, including: Inclusion
    ) async throws { throw Unfinished() }
}
