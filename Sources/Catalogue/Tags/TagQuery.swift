/// Which tags are wanted, and in which order.
public struct TagQuery: Sendable {
    /// API.md §3 spells them as here, but for the count of items, which the JSON API does not sort by.
    public enum SortKey: String, Sendable, CaseIterable { case id, name, itemsCount = "items_count" }

    /// Only tags of this store; nil for those of all stores.
    public var storeID: Store.ID?
    /// What the name begins with, regardless of case; blank is as if not given.
    public var text: String?
    public var sort: Sort<SortKey>
    /// What each tag brings with it; tags have no embedded tags.
    public var including: Inclusion
    public var page: PageRequest

    public init(
        storeID: Store.ID? = nil, text: String? = nil, sort: Sort<SortKey> = Sort(by: .id),
        including: Inclusion = Inclusion(items: 20, tags: nil), page: PageRequest = PageRequest()
    ) {
        self.storeID = storeID
        self.text = text
        self.sort = sort
        self.including = including
        self.page = page
    }
}
