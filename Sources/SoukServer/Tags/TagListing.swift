import Catalogue
import RESTKit

extension QuerySchema where Value == Listing<TagQuery> {
    /// The query of `GET /store/{store_id}/tag`.
    static var tags: Self {
        Self(
            .sort([TagQuery.SortKey.id, .name], "`-` is descending; `id` when absent."), .limit, .count, .after
        ) { sort, limit, counts, after in
            let query = TagQuery(sort: sort ?? Sort(by: .id))
            return Listing(query, query.meaning(of: nil), limit: limit, counts: counts, after: after)
        }
    }
}

/// What the panel's list of tags is asked for.
struct TagsInPanel: Sendable {
    let store: Store.ID?
    let listing: Listing<TagQuery>
}

extension QuerySchema where Value == TagsInPanel {
    static var tagsInPanel: Self {
        Self(
            .id("store_id"), .sort(TagQuery.SortKey.allCases, "By name when absent."), .limit, .count, .after
        ) { storeID, sort, limit, counts, after in
            let store = storeID.map { Store.ID($0) }
            let query = TagQuery(sort: sort ?? Sort(by: .name), including: Inclusion(items: nil, tags: nil))
            return TagsInPanel(
                store: store,
                listing: Listing(query, query.meaning(of: store), limit: limit, counts: counts, after: after))
        }
    }
}

extension TagQuery {
    fileprivate func meaning(of store: Store.ID?) -> QueryMeaning {
        var meaning = QueryMeaning()
        meaning.add("store_id", store?.description)
        meaning.add("sort", sort.word)
        return meaning
    }
}
