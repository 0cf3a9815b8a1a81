/// An item for ``ItemService/load(_:)``, with the tags it is to carry.
public struct LoadedItem: Sendable {
    public let item: NewItem
    /// Tags of the item's own store, at most 100, none twice.
    public let tags: [Tag.ID]

    public init(_ item: NewItem, tags: [Tag.ID]) {
        self.item = item
        self.tags = tags
    }
}

extension ItemService {
    /// Writes many items in one transaction, as ``create(_:)`` and ``link(_:_:)`` would one by one, only faster.
    /// A thousand or so at a time keep other writers' wait short. Throws as they do; then none is written.
    public func load(_ batch: [LoadedItem]) async throws { throw Unfinished() }
}
