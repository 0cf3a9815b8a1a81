import Catalogue
import RESTKit

/// The list of stores in the panel.
struct StoreListPage: Sendable {
    let asked: Asked<Listing<StoreQuery>>
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

    var page: PanelPage {
        PanelPage(
            title: "Stores", section: .stores, status: asked.status,
            content: """
                \(PageHead(title: "Stores", actions: actions).html)
                \(filters.html)
                \(table)
                """)
    }

    private var filters: FilterForm<Listing<StoreQuery>> {
        FilterForm(label: "Stores", asked: asked, boxes: [.search("Words of the name")])
    }

    private var table: HTML {
        ListTable(
            caption: "Stores", address: asked.address, sort: asked.value.query.sort.word, columns: Self.columns,
            found: found, empty: empty
        ).html
    }

    private var actions: [HTML] {
        visitor.may(.editor) ? [.button("New store", "/admin/stores/new", "primary")] : []
    }

    private var empty: HTML {
        if filters.isFiltered { return "<p>No store is called so.</p><p>\(filters.all())</p>" }
        return visitor.may(.editor)
            ? #"<p>There are no stores yet. Items and tags live in one.</p><p>\#(HTML.button("Open the first", "/admin/stores/new", "primary"))</p>"#
            : "<p>There are no stores yet. An editor can open the first.</p>"
    }
}
