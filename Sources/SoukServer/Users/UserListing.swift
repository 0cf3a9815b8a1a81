import Catalogue
import RESTKit

/// Which accounts the panel's list is asked for.
struct UserQuery: PagedQuery {
    var page = PageRequest()
}

extension QuerySchema where Value == Listing<UserQuery> {
    static var usersInPanel: Self {
        Self(.limit, .count, .after) { limit, counts, after in
            Listing(UserQuery(), QueryMeaning(), limit: limit, counts: counts, after: after)
        }
    }
}
