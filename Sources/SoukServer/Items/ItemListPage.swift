import Catalogue
import RESTKit

/// The list of items in the panel.
struct ItemListPage: Sendable {
    let asked: Asked<Listing<ItemQuery>>
    let found: ListedPage<Item>
    let stores: StoreChoices
    /// The tag that is asked for by its id; nil where none is, or none has it.
    let tag: Tag?
    let visitor: Visitor

    private var query: ItemQuery { asked.value.query }
    private var place: ItemPlace { ItemPlace(asked) }

    var page: PanelPage {
        PanelPage(
            title: "Items", section: .items, status: asked.status,
            content: """
                \(PageHead(title: "Items", actions: actions).html)
                \(filters.html)
                \(canPick ? BulkBar(query: asked.address.fromTheBeginning.query, visitor: visitor).html : "")
                \(table)
                """)
    }

    private var table: HTML {
        ListTable(
            caption: "Items", address: asked.address, sort: query.sort?.word ?? (query.text == nil ? "id" : ""),
            columns: columns, found: found, empty: empty, pick: pick
        ).html
    }

    private var columns: [ListColumn<Item>] {
        let place = place
        return [
            ListColumn("Name", sort: "name", .heading) { item in
                #"<a href="\#(place.address(of: item.id))">\#(item.name)</a>"#
            },
            ListColumn("Price", sort: "price", .number) { "\(Words.price($0.price))" },
            ListColumn("Store") { #"<a href="/admin/items?store_id=\#($0.store.id)">\#($0.store.name)</a>"# },
            ListColumn("Tags") { item in
                let links = item.tags.map { HTML(#"<li><a href="/admin/items?tag_id=\#($0.id)">\#($0.name)</a></li>"#) }
                return links.isEmpty ? "" : #"<ul class="tags">\#(HTML(lines: links))</ul>"#
            },
            ListColumn("Added", sort: "created_at") { Words.time($0.createdAt) },
            // Of some days' items that is the order of "Added".
            ListColumn("Id", sort: query.isOfSomeDays ? nil : "id", .number) { "\($0.id)" },
        ]
    }

    private var pick: (@Sendable (Item) -> (value: String, label: String))? {
        canPick ? Self.box : nil
    }

    @Sendable private static func box(_ item: Item) -> (value: String, label: String) {
        ("\(item.id)", "Pick \(item.name)")
    }

    private var canPick: Bool { visitor.may(.editor) && !found.rows.isEmpty }

    private var actions: [HTML] {
        let files = [file("Export", .csv), file("as NDJSON", .ndjson)]
        guard visitor.may(.editor) else { return files }
        let new = "/admin/items/new" + (query.storeID.map { "?store_id=\($0)" } ?? "")
        return files + [.button("Import", "/admin/items/import"), .button("New item", new, "primary")]
    }

    private func file(_ words: String, _ format: ItemFormat) -> HTML {
        let list = place.list.with("limit", nil)
        return .button(words, PageAddress("/admin/items/export.\(format.rawValue)", list.parameters).text)
    }

    private var filters: FilterForm<Listing<ItemQuery>> {
        FilterForm(
            label: "Items", asked: asked,
            boxes: [
                .search("Words of the name or description"), .store(stores, typed: asked.typed["store"]),
                .text("tag", "Tags, with commas between them"), .number("min_price", "Price from"),
                .number("max_price", "Price to"), .day("created_from", "Added from"), .day("created_to", "Added to"),
            ], chips: chips)
    }

    private var chips: [FilterChip] {
        guard let id = query.tagID else { return [] }
        let words = tag.map { "Tag: \($0.name), of \($0.store.name)" } ?? "Tag \(id), which is not there any more"
        return [FilterChip(words: words, name: "tag_id")]
    }

    private var empty: HTML {
        if filters.isFiltered { return "<p>No item is like this.</p><p>\(filters.all())</p>" }
        return visitor.may(.editor)
            ? #"<p>There are no items yet.</p><p>\#(HTML.button("Add the first", "/admin/items/new", "primary"))</p>"#
            : "<p>There are no items yet.</p>"
    }
}
