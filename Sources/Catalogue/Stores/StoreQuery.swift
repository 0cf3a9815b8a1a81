/// Which stores are wanted, and in which order.
public struct StoreQuery: Sendable {
    /// API.md §3 spells them as here, but for the count of items, which the JSON API does not sort by.
    public enum SortKey: String, Sendable, CaseIterable {
        case id, name, createdAt = "created_at", itemsCount = "items_count"
    }

    /// Words of the store's name, by the rules of an item search; blank is as if not given.
    public var text: String?
    public var sort: Sort<SortKey>
    public var including: Inclusion
    public var page: PageRequest

    public init(
        text: String? = nil, sort: Sort<SortKey> = Sort(by: .id), including: Inclusion = Inclusion(items: 20, tags: 20),
        page: PageRequest = PageRequest()
    ) {
        self.text = text
        self.sort = sort
        self.including = including
        self.page = page
    }
}
