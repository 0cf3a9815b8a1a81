import Catalogue
import RESTKit

extension QuerySchema where Value == Listing<ItemQuery> {
    /// The query of `GET /item` (API.md §3).
    static var items: Self {
        Self(
            .search("Words of the name or description, all of them; the last may be the beginning of one."), .tagNames,
            .id("tag_id"), .id("store_id"), .price("min_price", Price.init(atLeast:)),
            .price("max_price", Price.init(atMost:)),
            .sort(ItemQuery.SortKey.allCases, "`-` is descending. By relevance when `q` is given, else by id."),
            .limit, .count, .after
        ) { text, tagNames, tagID, storeID, minPrice, maxPrice, sort, limit, counts, after in
            let query = ItemQuery(
                text: text, tagNames: tagNames, tagID: tagID.map { Tag.ID($0) }, storeID: storeID.map { Store.ID($0) },
                minPrice: minPrice, maxPrice: maxPrice, sort: sort)
            return Listing(query, query.meaning, limit: limit, counts: counts, after: after)
        }
    }

    /// The query of the panel's list: the API's, the days on which items were added, and a way back. One `tag` may be several
    /// names with commas between them, as they are typed into one box.
    ///
    /// With a day the list is in the order in which items were added, unless another is asked for: the index that finds a
    /// day's items has them so. The order of ids is taken for the same: no index leads from it to a day.
    static var itemsInPanel: Self {
        items.with(.day("created_from"), .day("created_to"), .before) { listing, from, to, before in
            var query = listing.query
            query.tagNames = query.tagNames.flatMap(\.namesInIt)
            (query.createdFrom, query.createdBefore) = (from, to.map { $0 + .seconds(86_400) })
            if query.isOfSomeDays, query.sort?.key ?? .id == .id {
                query.sort = Sort(by: .createdAt, descending: query.sort?.descending ?? false)
            }
            return Listing(
                query, query.meaning, limit: listing.limit, counts: listing.counts, after: listing.after, before: before
            )
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
        meaning.add("created_from", createdFrom.map { String($0.microseconds) })
        meaning.add("created_before", createdBefore.map { String($0.microseconds) })
        meaning.add("sort", sort?.word ?? (text == nil ? "id" : nil))
        return meaning
    }
}

extension String {
    /// Names with commas between them.
    fileprivate var namesInIt: [String] {
        unicodeScalars.split(separator: ",").map { String($0).trimmingPrefix(while: \.isWhitespace) }
            .filter { !$0.isEmpty }.map(String.init)
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
    fileprivate static func price(_ name: String, _ bound: @escaping @Sendable (String) throws -> Price) -> Self {
        number(name, NumberShape(minimum: 0, maximum: Int(Money.maximum))) { try bound($0.literal) }
            .documented("Compared as a number, of however many digits, in each item's own currency.")
    }
}

extension QueryParameter where Value == Timestamp? {
    /// A day in UTC: the moment it begins.
    fileprivate static func day(_ name: String) -> Self {
        text(name, .raw(upTo: 32)) { text in
            guard let time = RFC3339.beginning(ofDay: text) else {
                throw InvalidValue("format", "must be a day such as 2026-11-26")
            }
            return Timestamp(microseconds: time)
        }
    }
}
