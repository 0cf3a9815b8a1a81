import Catalogue
import RESTKit

extension QuerySchema where Value == Listing<TagQuery> {
    /// The query of `GET /store/{store_id}/tag`.
    static var tags: Self {
        Self(
            .sort(TagQuery.SortKey.allCases, "`-` is descending; `id` when absent."), .limit, .count, .after
        ) { sort, limit, counts, after in
            let query = TagQuery(sort: sort ?? Sort(by: .id))
            var meaning = QueryMeaning()
            meaning.add("sort", query.sort.word)
            return Listing(query, meaning, limit: limit, counts: counts, after: after)
        }
    }
}
