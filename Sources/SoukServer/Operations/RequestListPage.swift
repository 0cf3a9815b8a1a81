import Catalogue
import RESTKit

/// The list of the last requests.
struct RequestListPage: Sendable {
    let asked: Asked<RequestListing>
    let capacity: Int
    let requests: [RecentRequest]
    let next: UInt64?

    private static let columns: [ListColumn<RecentRequest>] = [
        ListColumn("When") { Words.time($0.time) },
        ListColumn("Request", .heading) { #"<code>\#($0.method ?? "") \#($0.path ?? "")</code>"# },
        ListColumn("Status", .number) { request in
            let look = request.status >= 500 ? "status-bad" : request.status >= 400 ? "status-warn" : ""
            return #"<span class="\#(look)">\#(request.status)</span>"#
        },
        ListColumn("Took", .number) { "\(Words.milliseconds($0.duration))" },
        ListColumn("User", .number) { request in
            request.userID.map { #"<a href="/admin/users/\#($0)">\#($0)</a>"# } ?? ""
        },
        ListColumn("From") { "\($0.address ?? "")" },
        ListColumn("Id") { #"<code>\#($0.id)</code>"# },
    ]

    var page: PanelPage {
        let address = asked.address
        let found = ListedPage(
            rows: requests, total: nil, previous: address["before"] == nil ? nil : address.fromTheBeginning.text,
            next: next.map { address.with("before", "\($0)").text })
        return PanelPage(
            title: "Requests", section: .requests, status: asked.status,
            content: """
                \(PageHead(title: "Requests").html)
                <p class="soft">The last \(Words.grouped(capacity)) that this instance has answered since it was started, the newest first.
                Every error says its <code>request_id</code>: look for it here.</p>
                \(filters.html)
                \(ListTable(
                    caption: "Requests", address: address, sort: "", columns: Self.columns, found: found,
                    empty: "<p>No request is like this.</p><p>\(filters.all())</p>", canCount: false).html)
                """)
    }

    private var filters: FilterForm<RequestListing> {
        FilterForm(
            label: "Requests", asked: asked,
            boxes: [
                .text("id", "Request id, or its beginning", isWide: true), .text("status", "Status (404, 5xx)"),
                .text("route", "Route (/item/{item_id})"), .number("user", "User’s id"),
                .number("slower", "Slower than (ms)"),
            ])
    }
}
