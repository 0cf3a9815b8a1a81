import Catalogue
import RESTKit

/// The list of accounts in the panel.
struct UserListPage: Sendable {
    let address: PageAddress
    let query: UserQuery
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
            title: "Users", section: .users,
            content: """
                \(PageHead(title: "Users", actions: [.button("New account", "/admin/users/new", "primary")]).html)
                \(filters)
                \(ListTable(
                    caption: "Users", address: address, sort: query.sort.word, columns: Self.columns, found: found,
                    empty: #"<p>Nobody is like this.</p><p><a class="button" href="/admin/users">All accounts</a></p>"#).html)
                """)
    }

    private var filters: HTML {
        let roles = Role.allCases.map { role in
            HTML("<option\(role == query.role ? " selected" as HTML : "")>\(role.rawValue)</option>")
        }
        let states = [("in", "may sign in", false), ("out", "shut out", true)].map { value, words, isDisabled in
            HTML(
                "<option value=\"\(value)\"\(isDisabled == query.isDisabled ? " selected" as HTML : "")>\(words)</option>"
            )
        }
        return """
            <form class="filters row" role="search" aria-label="Users" action="/admin/users">
            \(address.fields(besides: ["q", "role", "state", "after", "before"]))
            <div class="field wide"><label for="q">Beginning of the e-mail address</label>
            <input id="q" name="q" type="search" value="\(query.emailPrefix ?? "")" maxlength="200"></div>
            <div class="field"><label for="role">Role</label>
            <select id="role" name="role"><option value="">All</option>\(HTML(lines: roles))</select></div>
            <div class="field"><label for="state">State</label>
            <select id="state" name="state"><option value="">All</option>\(HTML(lines: states))</select></div>
            <button>Show</button>
            </form>
            """
    }
}
