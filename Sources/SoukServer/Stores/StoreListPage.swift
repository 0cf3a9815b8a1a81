import Catalogue
import RESTKit

/// The list of stores in the panel.
struct StoreListPage: Sendable {
    let address: PageAddress
    let query: StoreQuery
    let found: ListedPage<Store>
    let visitor: Visitor

    private static let columns: [ListColumn<Store>] = [
        ListColumn("Name", sort: "name", .heading) { #"<a href="/admin/stores/\#($0.id)">\#($0.name)</a>"# },
        ListColumn("Currency") { "\($0.currency.code)" },
        ListColumn("Items", sort: "items_count", .number) { store in
            #"<a href="/admin/items?store_id=\#(store.id)">\#(Words.grouped(store.itemsCount))</a>"#
        },
        ListColumn("Opened", sort: "created_at") { Words.time($0.createdAt) },
        ListColumn("Id", sort: "id", .number) { "\($0.id)" },
    ]

    private var table: HTML {
        ListTable(
            caption: "Stores", address: address, sort: query.sort.word, columns: Self.columns, found: found,
            empty: empty
        ).html
    }

    var page: PanelPage {
        PanelPage(
            title: "Stores", section: .stores,
            content: """
                \(PageHead(title: "Stores", actions: actions).html)
                <form class="filters row" role="search" aria-label="Stores" action="/admin/stores">
                \(address.fields(besides: ["q", "after", "before"]))
                <div class="field wide"><label for="q">Words of the name</label>
                <input id="q" name="q" type="search" value="\(query.text ?? "")" maxlength="200"></div>
                <button>Search</button>
                </form>
                \(table)
                """)
    }

    private var actions: [HTML] {
        visitor.may(.editor) ? [.button("New store", "/admin/stores/new", "primary")] : []
    }

    private var empty: HTML {
        if query.text != nil {
            return #"<p>No store is called so.</p><p><a class="button" href="/admin/stores">All stores</a></p>"#
        }
        return visitor.may(.editor)
            ? #"<p>There are no stores yet. Items and tags live in one.</p><p>\#(HTML.button("Open the first", "/admin/stores/new", "primary"))</p>"#
            : "<p>There are no stores yet. An editor can open the first.</p>"
    }
}
