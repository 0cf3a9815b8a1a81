import Catalogue
import RESTKit

/// The list of items in the panel.
struct ItemListPage: Sendable {
    let address: PageAddress
    let place: ItemPlace
    let found: ListedPage<Item>
    let stores: [Store]
    let visitor: Visitor

    private var columns: [ListColumn<Item>] {
        [
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
            ListColumn("Id", sort: "id", .number) { "\($0.id)" },
        ]
    }

    var page: PanelPage {
        PanelPage(
            title: "Items", section: .items,
            content: """
                \(PageHead(title: "Items", actions: actions).html)
                \(filters)
                \(canPick ? BulkBar(query: address.fromTheBeginning.query, visitor: visitor).html : "")
                \(table)
                """)
    }

    private var table: HTML {
        ListTable(
            caption: "Items", address: address, sort: place.query.sort?.word ?? (place.query.text == nil ? "id" : ""),
            columns: columns, found: found, empty: empty,
            pick: pick
        ).html
    }

    private var pick: (@Sendable (Item) -> (value: String, label: String))? {
        canPick ? Self.box : nil
    }

    @Sendable private static func box(_ item: Item) -> (value: String, label: String) {
        ("\(item.id)", "Pick \(item.name)")
    }

    private var canPick: Bool { visitor.may(.editor) && !found.rows.isEmpty }

    private var actions: [HTML] {
        let new = "/admin/items/new" + (place.query.storeID.map { "?store_id=\($0)" } ?? "")
        let file = PageAddress("/admin/items/export.csv", address.fromTheBeginning.with("limit", nil).parameters).text
        let export = HTML.button("Export", file)
        guard visitor.may(.editor) else { return [export] }
        return [export, .button("Import", "/admin/items/import"), .button("New item", new, "primary")]
    }

    private var filters: HTML {
        let boxed: Set = ["q", "store_id", "tag", "min_price", "max_price", "after", "before", "count"]
        return """
            <form class="filters row" role="search" aria-label="Items" action="/admin/items">
            \(address.fields(besides: boxed))
            <div class="field wide"><label for="q">Words of the name or description</label>
            <input id="q" name="q" type="search" value="\(place.query.text ?? "")" maxlength="200"></div>
            <div class="field"><label for="store_id">Store</label>\(storeChoice)</div>
            <div class="field"><label for="tag">Tag</label>
            <input id="tag" name="tag" value="\(place.query.tagNames.first ?? "")" maxlength="80"></div>
            <div class="field"><label for="min_price">Price from</label>
            <input id="min_price" name="min_price" inputmode="decimal" value="\(address["min_price"] ?? "")"></div>
            <div class="field"><label for="max_price">Price to</label>
            <input id="max_price" name="max_price" inputmode="decimal" value="\(address["max_price"] ?? "")"></div>
            <button>Show</button>\(clear)
            </form>
            """
    }

    private var storeChoice: HTML {
        let options = stores.map { store in
            HTML(
                "<option value=\"\(store.id)\"\(store.id == place.query.storeID ? " selected" as HTML : "")>\(store.name)</option>"
            )
        }
        return #"""
            <select id="store_id" name="store_id"><option value="">All stores</option>\#(HTML(lines: options))</select>
            """#
    }

    private var isFiltered: Bool {
        ["q", "store_id", "tag", "tag_id", "min_price", "max_price"].contains { address[$0] != nil }
    }

    private var clear: HTML { isFiltered ? #" <a class="button quiet" href="/admin/items">All items</a>"# : "" }

    private var empty: HTML {
        if isFiltered {
            return #"<p>No item is like this.</p><p><a class="button" href="/admin/items">All items</a></p>"#
        }
        return visitor.may(.editor)
            ? #"<p>There are no items yet.</p><p>\#(HTML.button("Add the first", "/admin/items/new", "primary"))</p>"#
            : "<p>There are no items yet.</p>"
    }
}
