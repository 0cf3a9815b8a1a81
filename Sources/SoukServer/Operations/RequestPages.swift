import Catalogue
import RESTKit

/// The last requests in the panel, for admins.
struct RequestPages: Sendable {
    let panel: Panel
    let recent: RecentRequests

    /// What the page is asked for.
    struct Asked: Sendable {
        var filter = RequestFilter()
        var before: UInt64?
        var limit = 50
    }

    var list: Endpoint {
        panel.page(.requests) { request, _, asked in
            let page = recent.page(asked.filter, before: asked.before, limit: asked.limit)
            return RequestListPage(
                address: PageAddress(request.head), capacity: recent.capacity, requests: page.requests,
                next: page.next
            ).page
        }
    }
}

extension QuerySchema where Value == RequestPages.Asked {
    fileprivate static var requests: Self {
        Self(
            .text("id", .raw(upTo: 128)) { @Sendable in $0 },
            .text("status", .raw(upTo: 3)) { @Sendable text in
                guard let status = RequestFilter.Status(text) else {
                    throw ValueError("status", "must be a status as 404, or a class as 5xx")
                }
                return status
            },
            .text("route", .raw(upTo: 200)) { @Sendable in $0 }, .id("user"), .id("slower"), .limit, .id("before")
        ) { (id: String?, status: RequestFilter.Status?, route: String?, user, slower, limit, before) in
            let filter = RequestFilter(
                status: status, route: route, userID: user.map { User.ID($0) },
                slowerThan: slower.map { .milliseconds($0) }, id: id)
            return RequestPages.Asked(filter: filter, before: before.map { UInt64($0) }, limit: limit)
        }
    }
}
