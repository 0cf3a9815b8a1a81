import Catalogue
import RESTKit

extension QuerySchema where Value == Listing<ItemQuery> {
    /// The query of `GET /item` (API.md §3).
    static var items: Self {
        Self(
            .search("Words of the name or description, all of them; the last may be the beginning of one."), .tagNames,
            .id("tag_id"), .id("store_id"), .price("min_price"), .price("max_price"),
            .sort(ItemQuery.SortKey.allCases, "`-` is descending. By relevance when `q` is given, else by id."),
            .limit, .count, .after
        ) { text, tagNames, tagID, storeID, minPrice, maxPrice, sort, limit, counts, after in
            let query = ItemQuery(
                text: text, tagNames: tagNames, tagID: tagID.map { Tag.ID($0) }, storeID: storeID.map { Store.ID($0) },
                minPrice: minPrice, maxPrice: maxPrice, sort: sort)
            return Listing(query, query.meaning, limit: limit, counts: counts, after: after)
        }
    }
}

extension ItemQuery {
    fileprivate var meaning: QueryMeaning {
        var meaning = QueryMeaning()
        meaning.add("q", text)
        for name in tagNames.sorted() { meaning.add("tag", name) }
        meaning.add("tag_id", tagID?.description)
        meaning.add("store_id", storeID?.description)
        meaning.add("min_price", minPrice.map { String($0.thousandths) })
        meaning.add("max_price", maxPrice.map { String($0.thousandths) })
        meaning.add("sort", sort?.word ?? (text == nil ? "id" : nil))
        return meaning
    }
}

extension QueryParameter where Value == [String] {
    /// Names that no tag can have find nothing, so they are not refused.
    fileprivate static var tagNames: Self {
        texts("tag", .raw(upTo: 320), atMost: 20) { $0 }
            .documented("A tag's name, regardless of case. Repeatable: the item must carry all of them.")
    }
}

extension QueryParameter where Value == Price? {
    fileprivate static func price(_ name: String) -> Self {
        number(name, NumberShape(minimum: 0, maximum: Int(Money.maximum), fractionDigits: 3)) {
            try Price(literal: $0.literal)
        }
        .documented("Compared as a number, in each item's own currency.")
    }
}

extension QuerySchema where Value == Listing<ItemQuery> {
    /// The query of the panel's list: the API's, and a way back.
    static var itemsInPanel: Self {
        Self(
            .search("Words of the name or description."), .tagNames, .id("tag_id"), .id("store_id"),
            .price("min_price"), .price("max_price"), .sort(ItemQuery.SortKey.allCases, ""), .limit, .count, .after,
            .before
        ) { text, tagNames, tagID, storeID, minPrice, maxPrice, sort, limit, counts, after, before in
            let query = ItemQuery(
                text: text, tagNames: tagNames, tagID: tagID.map { Tag.ID($0) }, storeID: storeID.map { Store.ID($0) },
                minPrice: minPrice, maxPrice: maxPrice, sort: sort)
            return Listing(query, query.meaning, limit: limit, counts: counts, after: after, before: before)
        }
    }
}
