/// Which items are wanted, and in which order: API.md §3.
public struct ItemQuery: Sendable {
    /// API.md §3 spells them as here. A price sorts as a number, whatever its currency.
    public enum SortKey: String, Sendable, CaseIterable { case id, name, price, createdAt = "created_at" }

    /// Up to 200 characters; without a word in it, see ``ItemService/list(_:)``.
    public var text: String?
    /// Names of tags, regardless of case: an item must carry all of them.
    public var tagNames: [String]
    public var tagID: Tag.ID?
    public var storeID: Store.ID?
    public var minPrice: Price?
    public var maxPrice: Price?
    /// The first moment at which an item may have been added, and the first at which it may not any more. Read along the order
    /// in which items were added, and found by it; in the order of ids, which is nearly the same, all before them are passed by.
    public var createdFrom: Timestamp?
    public var createdBefore: Timestamp?
    /// nil: by relevance when ``text`` is given, else by id. A list by relevance goes forward only.
    public var sort: Sort<SortKey>?
    public var page: PageRequest

    public init(
        text: String? = nil, tagNames: [String] = [], tagID: Tag.ID? = nil, storeID: Store.ID? = nil,
        minPrice: Price? = nil, maxPrice: Price? = nil, createdFrom: Timestamp? = nil, createdBefore: Timestamp? = nil,
        sort: Sort<SortKey>? = nil, page: PageRequest = PageRequest()
    ) {
        self.text = text
        self.tagNames = tagNames
        self.tagID = tagID
        self.storeID = storeID
        self.minPrice = minPrice
        self.maxPrice = maxPrice
        self.createdFrom = createdFrom
        self.createdBefore = createdBefore
        self.sort = sort
        self.page = page
    }

    /// Whether items of some time only are wanted.
    public var isOfSomeDays: Bool { createdFrom != nil || createdBefore != nil }
}
