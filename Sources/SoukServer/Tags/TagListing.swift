import Catalogue
import RESTKit

extension QuerySchema where Value == Listing<TagQuery> {
    /// The query of `GET /store/{store_id}/tag`.
    static var tags: Self {
        Self(
            .sort([TagQuery.SortKey.id, .name], "`-` is descending; `id` when absent."), .limit, .count, .after
        ) { sort, limit, counts, after in
            let query = TagQuery(sort: sort ?? Sort(by: .id))
            return Listing(query, query.meaning, limit: limit, counts: counts, after: after)
        }
    }
}

extension QuerySchema where Value == Listing<TagQuery> {
    /// The query of the panel's list, which may be of all stores.
    static var tagsInPanel: Self {
        Self(
            .search("What the name begins with."), .id("store_id"),
            .sort(TagQuery.SortKey.allCases, "By name when absent."),
            .limit, .count, .after, .before
        ) { text, storeID, sort, limit, counts, after, before in
            let query = TagQuery(
                storeID: storeID.map { Store.ID($0) }, text: text, sort: sort ?? Sort(by: .name),
                including: Inclusion(items: nil, tags: nil))
            return Listing(query, query.meaning, limit: limit, counts: counts, after: after, before: before)
        }
    }
}

extension TagQuery {
    fileprivate var meaning: QueryMeaning {
        var meaning = QueryMeaning()
        meaning.add("q", text)
        meaning.add("store_id", storeID?.description)
        meaning.add("sort", sort.word)
        return meaning
    }
}
