import Catalogue
import RESTKit

extension QuerySchema where Value == Listing<StoreQuery> {
    /// The query of `GET /store`.
    static var stores: Self {
        Self(
            .search("Words of the store's name, all of them; the last may be the beginning of one."),
            .sort([StoreQuery.SortKey.id, .name, .createdAt], "`-` is descending; `id` when absent."), .storeInclude,
            .limit, .count, .after
        ) { text, sort, embeddings, limit, counts, after in
            let query = StoreQuery(
                text: text, sort: sort ?? Sort(by: .id), including: Inclusion(inPage: embeddings))
            return Listing(query, query.meaning, limit: limit, counts: counts, after: after)
        }
    }
}

extension QuerySchema where Value == Listing<StoreQuery> {
    /// The query of the panel's list.
    static var storesInPanel: Self {
        Self(
            .search("Words of the store's name."), .sort(StoreQuery.SortKey.allCases, "By name when absent."), .limit,
            .count, .after, .before
        ) { text, sort, limit, counts, after, before in
            let query = StoreQuery(
                text: text, sort: sort ?? Sort(by: .name), including: Inclusion(items: nil, tags: nil))
            return Listing(query, query.meaning, limit: limit, counts: counts, after: after, before: before)
        }
    }
}

extension StoreQuery {
    fileprivate var meaning: QueryMeaning {
        var meaning = QueryMeaning()
        meaning.add("q", text)
        meaning.add("sort", sort.word)
        meaning.add("items", including.items.map { String($0) })
        meaning.add("tags", including.tags.map { String($0) })
        return meaning
    }
}
