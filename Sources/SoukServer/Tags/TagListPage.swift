import Catalogue
import RESTKit

/// The list of tags in the panel.
struct TagListPage: Sendable {
    let address: PageAddress
    let query: TagQuery
    let stores: [Store]
    let found: ListedPage<Tag>

    private static let columns: [ListColumn<Tag>] = [
        ListColumn("Name", sort: "name", .heading) { #"<a href="/admin/tags/\#($0.id)">\#($0.name)</a>"# },
        ListColumn("Store") { #"<a href="/admin/stores/\#($0.store.id)">\#($0.store.name)</a>"# },
        ListColumn("Items", sort: "items_count", .number) { tag in
            #"<a href="/admin/items?tag_id=\#(tag.id)">\#(Words.grouped(tag.itemsCount))</a>"#
        },
        ListColumn("Changed") { Words.time($0.updatedAt) },
        ListColumn("Id", sort: "id", .number) { "\($0.id)" },
    ]

    var page: PanelPage {
        PanelPage(
            title: "Tags", section: .tags,
            content: """
                \(PageHead(title: "Tags").html)
                <form class="filters row" role="search" aria-label="Tags" action="/admin/tags">
                \(address.fields(besides: ["q", "store_id", "after", "before"]))
                <div class="field wide"><label for="q">Beginning of the name</label>
                <input id="q" name="q" type="search" value="\(query.text ?? "")" maxlength="200"></div>
                <div class="field"><label for="store_id">Store</label>
                <select id="store_id" name="store_id"><option value="">All stores</option>\(HTML(lines: stores.map(option)))</select></div>
                <button>Show</button>
                </form>
                \(table)
                """)
    }

    private var table: HTML {
        ListTable(
            caption: "Tags", address: address, sort: query.sort.word, columns: Self.columns, found: found, empty: empty
        ).html
    }

    private var empty: HTML {
        if query.text != nil || query.storeID != nil {
            return #"<p>There is no such tag.</p><p><a class="button" href="/admin/tags">All tags</a></p>"#
        }
        return """
            <p>There are no tags yet. A tag belongs to a store: make one on a store’s page, or while tagging an item.</p>
            <p>\(HTML.button("Stores", "/admin/stores"))</p>
            """
    }

    private func option(_ store: Store) -> HTML {
        "<option value=\"\(store.id)\"\(store.id == query.storeID ? " selected" as HTML : "")>\(store.name)</option>"
    }
}
