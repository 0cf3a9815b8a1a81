import Catalogue
import RESTKit

/// The list of the last requests.
struct RequestListPage: Sendable {
    let address: PageAddress
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
        let found = ListedPage(
            rows: requests, total: nil, previous: address["before"] == nil ? nil : address.with("before", nil).text,
            next: next.map { address.with("before", "\($0)").text })
        return PanelPage(
            title: "Requests", section: .requests,
            content: """
                \(PageHead(title: "Requests").html)
                <p class="soft">The last \(Words.grouped(capacity)) that this instance has answered since it was started, the newest first.
                Every error says its <code>request_id</code>: look for it here.</p>
                \(filters)
                \(ListTable(
                    caption: "Requests", address: address, sort: "", columns: Self.columns, found: found,
                    empty: #"<p>No request is like this.</p><p><a class="button" href="/admin/requests">All requests</a></p>"#).html)
                """)
    }

    private var filters: HTML {
        """
        <form class="filters row" role="search" aria-label="Requests" action="/admin/requests">
        \(field("id", "Request id, or its beginning", wide: true))
        \(field("status", "Status (404, 5xx)"))
        \(field("route", "Route (/item/{item_id})"))
        \(field("user", "User’s id"))
        \(field("slower", "Slower than (ms)"))
        <button>Show</button>
        </form>
        """
    }

    private func field(_ name: String, _ label: String, wide: Bool = false) -> HTML {
        """
        <div class="field\(wide ? " wide" : "")"><label for="\(name)">\(label)</label>
        <input id="\(name)" name="\(name)" value="\(address[name] ?? "")" maxlength="200" autocomplete="off"></div>
        """
    }
}
