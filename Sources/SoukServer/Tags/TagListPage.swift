import Catalogue
import RESTKit

/// The list of tags in the panel.
struct TagListPage: Sendable {
    let asked: Asked<Listing<TagQuery>>
    let found: ListedPage<Tag>
    let stores: StoreChoices

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
            title: "Tags", section: .tags, status: asked.status,
            content: """
                \(PageHead(title: "Tags").html)
                \(filters.html)
                \(table)
                """)
    }

    private var filters: FilterForm<Listing<TagQuery>> {
        FilterForm(
            label: "Tags", asked: asked,
            boxes: [.search("Beginning of the name"), .store(stores, typed: asked.typed["store"])])
    }

    private var table: HTML {
        ListTable(
            caption: "Tags", address: asked.address, sort: asked.value.query.sort.word, columns: Self.columns,
            found: found, empty: empty
        ).html
    }

    private var empty: HTML {
        if filters.isFiltered { return "<p>There is no such tag.</p><p>\(filters.all())</p>" }
        return """
            <p>There are no tags yet. A tag belongs to a store: make one on a store’s page, or while tagging an item.</p>
            <p>\(HTML.button("Stores", "/admin/stores"))</p>
            """
    }
}
