import Catalogue
import RESTKit

extension UserQuery: PagedQuery {}

extension QuerySchema where Value == Listing<UserQuery> {
    /// The query of the panel's list.
    static var usersInPanel: Self {
        Self(
            .search("What the e-mail address begins with."), .choice("role", Role.allCases.map { ($0.rawValue, $0) }),
            .choice("state", [("in", false), ("out", true)]), .sort(UserQuery.SortKey.allCases, "By id when absent."),
            .limit, .count, .after, .before
        ) { text, role, isDisabled, sort, limit, counts, after, before in
            let query = UserQuery(
                role: role, isDisabled: isDisabled, emailPrefix: text, sort: sort ?? Sort(by: .id))
            return Listing(query, query.meaning, limit: limit, counts: counts, after: after, before: before)
        }
    }
}

extension UserQuery {
    fileprivate var meaning: QueryMeaning {
        var meaning = QueryMeaning()
        meaning.add("q", emailPrefix)
        meaning.add("role", role?.rawValue)
        meaning.add("state", isDisabled.map { $0 ? "out" : "in" })
        meaning.add("sort", sort.word)
        return meaning
    }
}
