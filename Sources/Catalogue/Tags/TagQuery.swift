/// Which of a store's tags are wanted, and in which order.
public struct TagQuery: Sendable {
    /// API.md §3 spells them as here.
    public enum SortKey: String, Sendable, CaseIterable { case id, name }

    public var sort: Sort<SortKey>
    /// What each tag brings with it; tags have no embedded tags.
    public var including: Inclusion
    public var page: PageRequest

    public init(
        sort: Sort<SortKey> = Sort(by: .id), including: Inclusion = Inclusion(items: 20, tags: nil),
        page: PageRequest = PageRequest()
    ) {
        self.sort = sort
        self.including = including
        self.page = page
    }
}
