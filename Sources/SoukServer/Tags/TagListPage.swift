import Catalogue
import RESTKit

/// The list of a store's tags in the panel.
struct TagListPage: Sendable {
    let address: PageAddress
    /// nil: there is no store at all.
    let store: Store.ID?
    let stores: [Store]
    let found: Page<Tag>?
    let sort: String
    let next: String?

    private static let columns: [ListColumn<Tag>] = [
        ListColumn("Name", sort: "name", .heading) { #"<a href="/admin/tags/\#($0.id)">\#($0.name)</a>"# },
        ListColumn("Store") { #"<a href="/admin/stores/\#($0.store.id)">\#($0.store.name)</a>"# },
        ListColumn("Items", .number) { tag in
            #"<a href="/admin/items?tag_id=\#(tag.id)">\#(Words.grouped(tag.itemsCount))</a>"#
        },
        ListColumn("Changed") { Words.time($0.updatedAt) },
        ListColumn("Id", sort: "id", .number) { "\($0.id)" },
    ]

    var page: PanelPage {
        PanelPage(
            title: "Tags", section: .tags, content: "\(PageHead(title: "Tags").html)\(store == nil ? nowhere : list)")
    }

    private var nowhere: HTML {
        #"""
        <div class="card empty"><p>A tag belongs to a store, and there is none yet.</p>
        <p><a class="button" href="/admin/stores">Stores</a></p></div>
        """#
    }

    private var list: HTML {
        let table = ListTable(
            caption: "Tags", address: address, sort: sort, columns: Self.columns, rows: found?.elements ?? [],
            total: found?.total, next: next,
            empty:
                #"<p>This store has no tags yet. Make one on \#(HTML(#"<a href="/admin/stores/\#(store?.description ?? "")">its page</a>"#)), or while tagging an item.</p>"#
        )
        return """
            <form class="filters row" aria-label="Tags" action="/admin/tags">
            \(address.fields(besides: ["store_id", "after", "before"]))
            <div class="field"><label for="store_id">Store</label>
            <select id="store_id" name="store_id" data-sends>\(HTML(lines: stores.map(option)))</select></div>
            <button>Show</button>
            </form>
            \(table.html)
            """
    }

    private func option(_ each: Store) -> HTML {
        "<option value=\"\(each.id)\"\(each.id == store ? " selected" as HTML : "")>\(each.name)</option>"
    }
}
