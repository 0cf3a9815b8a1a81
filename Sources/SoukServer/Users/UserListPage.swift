import Catalogue
import RESTKit

/// The list of accounts in the panel.
struct UserListPage: Sendable {
    let asked: Asked<Listing<UserQuery>>
    let found: ListedPage<User>

    private static let columns: [ListColumn<User>] = [
        ListColumn("E-mail", sort: "email", .heading) { #"<a href="/admin/users/\#($0.id)">\#($0.email)</a>"# },
        ListColumn("Role") { "\($0.role.rawValue)" },
        ListColumn("State") {
            $0.isDisabled ? #"<span class="status-bad">shut out</span>"# : #"<span class="nowrap">may sign in</span>"#
        },
        ListColumn("Made", sort: "created_at") { Words.time($0.createdAt) },
        ListColumn("Id", sort: "id", .number) { "\($0.id)" },
    ]

    var page: PanelPage {
        PanelPage(
            title: "Users", section: .users, status: asked.status,
            content: """
                \(PageHead(title: "Users", actions: [.button("New account", "/admin/users/new", "primary")]).html)
                \(filters.html)
                \(ListTable(
                    caption: "Users", address: asked.address, sort: asked.value.query.sort.word, columns: Self.columns,
                    found: found, empty: "<p>Nobody is like this.</p><p>\(filters.all())</p>").html)
                """)
    }

    private var filters: FilterForm<Listing<UserQuery>> {
        FilterForm(
            label: "Users", asked: asked,
            boxes: [
                .search("Beginning of the e-mail address"),
                .choice("role", "Role", Role.allCases.map { ($0.rawValue, $0.rawValue) }),
                .choice("state", "State", [("in", "may sign in"), ("out", "shut out")]),
            ])
    }
}
