import Catalogue
import RESTKit

/// The last requests in the panel, for admins.
struct RequestPages: Sendable {
    let panel: Panel
    let recent: RecentRequests

    var list: Endpoint {
        panel.page(.requests) { _, _, asked in
            let page = recent.page(asked.value.filter, before: asked.value.before, limit: asked.value.limit)
            return RequestListPage(
                asked: asked, capacity: recent.capacity, requests: page.requests, next: page.next
            ).page
        }
    }
}

/// Which of the last requests are wanted.
struct RequestListing: Sendable {
    let filter: RequestFilter
    /// Those before the one of this number.
    let before: UInt64?
    let limit: Int
}

extension QuerySchema where Value == RequestListing {
    fileprivate static var requests: Self {
        Self(
            .text("id", .raw(upTo: 128)) { @Sendable in $0 },
            .text("status", .raw(upTo: 16)) { @Sendable text in
                guard let status = RequestFilter.Status(text) else {
                    throw ValueError("status", "must be a status such as 404, or a class such as 5xx")
                }
                return status
            },
            .text("route", .raw(upTo: 200)) { @Sendable in $0 }, .id("user"), .milliseconds("slower"), .limit,
            .position("before")
        ) { (id: String?, status: RequestFilter.Status?, route: String?, user, slower, limit, before) in
            let filter = RequestFilter(
                status: status, route: route, userID: user.map { User.ID($0) }, slowerThan: slower, id: id)
            return RequestListing(filter: filter, before: before, limit: limit)
        }
    }
}

extension QueryParameter where Value == Duration? {
    /// Milliseconds, up to a day of them.
    fileprivate static func milliseconds(_ name: String) -> Self {
        number(name, NumberShape(minimum: 0, maximum: 86_400_000, fractionDigits: 3)) { number in
            .milliseconds(Double(number.literal) ?? 0)
        }
    }
}

extension QueryParameter where Value == UInt64? {
    /// The number of a request, from 1.
    fileprivate static func position(_ name: String) -> Self {
        number(name, NumberShape(minimum: 1, fractionDigits: 0)) { number in
            guard let position = UInt64(number.literal) else { throw InvalidValue("max", "is beyond all requests") }
            return position
        }
    }
}
