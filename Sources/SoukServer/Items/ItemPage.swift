import Catalogue
import NIOHTTP1
import RESTKit

/// One item in the panel: its fields and its tags.
struct ItemPage: Sendable {
    let edited: EditedRow<Item>
    let place: ItemPlace
    let neighbours: ItemNeighbours
    let stores: StoreChoices
    /// Tags of the store, to choose from while typing.
    let tags: [String]
    let visitor: Visitor
    private var item: Item { edited.row }

    var page: PanelPage {
        PanelPage(
            title: item.name, section: .items, status: edited.status,
            content: """
                \(head)
                \(edited.alerts)
                <div class="two"><div>\(form)</div><div>\(tagging)\(facts)</div></div>
                """)
    }

    private var head: HTML {
        PageHead(
            crumbs: [("Items", place.list.text), (item.store.name, "/admin/items?store_id=\(item.store.id)")],
            title: item.name,
            actions: [ways]
                + (visitor.may(.editor) ? [.button("Delete …", place.address(of: item.id, "/delete"), "danger")] : [])
        ).html
    }

    /// To the items beside it in the list.
    private var ways: HTML {
        let links: [HTML] = [
            neighbours.previous.map {
                #"<a class="button" rel="prev" href="\#(place.address(of: $0))">← Previous</a>"#
            },
            neighbours.next.map { #"<a class="button" rel="next" href="\#(place.address(of: $0))">Next →</a>"# },
        ].compactMap { $0 }
        return links.isEmpty ? "" : #"<nav class="ways" aria-label="Items beside it">\#(HTML(lines: links))</nav>"#
    }

    private var form: HTML {
        guard visitor.may(.editor) else { return #"<section class="card">\#(text)</section>"# }
        return """
            <form class="card" method="post" action="\(place.address(of: item.id))">\(visitor.formField)
            \(edited.hiddenFields)
            \(ItemForm(fields: edited.fields, stores: stores).html)
            <button class="primary">Save</button>
            </form>
            """
    }

    private var text: HTML {
        let lines = (item.description ?? "").split(separator: "\n", omittingEmptySubsequences: false)
        return "<p><b>\(Words.price(item.price))</b></p><p>\(HTML(lines: lines.map { "\($0)<br>" }))</p>"
    }

    private var tagging: HTML {
        """
        <section class="card" id="tags"><h2>Tags</h2>
        \(item.tags.isEmpty ? HTML(#"<p class="soft">None yet.</p>"#) : HTML(#"<ul class="tags">\#(HTML(lines: item.tags.map(tag)))</ul>"#))
        \(visitor.may(.editor) ? adding : "")</section>
        """
    }

    private func tag(_ tag: Tag.Summary) -> HTML {
        let off: HTML =
            visitor.may(.editor)
            ? #"""
            <form class="inline" method="post" action="\#(place.address(of: item.id, "/tags/\(tag.id)/off"))">\#(visitor.formField)\#
            <button aria-label="Take \#(tag.name) off">×</button></form>
            """# : ""
        return #"<li><a href="/admin/items?tag_id=\#(tag.id)">\#(tag.name)</a>\#(off)</li>"#
    }

    private var adding: HTML {
        let wrong: HTML =
            (edited.fields.faults?.fields["tag"]).map { #"<p class="wrong" id="tag-wrong">The tag \#($0)</p>"# } ?? ""
        let options = tags.map { HTML(#"<option value="\#($0)">"#) }
        return """
            <form class="row" method="post" action="\(place.address(of: item.id, "/tags"))">\(visitor.formField)
            <div class="field"><label for="tag">Put a tag on</label>
            <input id="tag" name="name" list="known" required maxlength="80" autocomplete="off">\(wrong)
            <datalist id="known">\(HTML(lines: options))</datalist></div>
            <button>Put on</button></form>
            <p class="hint soft">One that \(item.store.name) does not have yet is made.</p>
            """
    }

    private var facts: HTML {
        """
        <section class="card"><h2>Facts</h2><dl class="facts">
        <dt>Id</dt><dd>\(item.id)</dd><dt>Store</dt><dd><a href="/admin/stores/\(item.store.id)">\(item.store.name)</a></dd>
        <dt>Price</dt><dd>\(Words.price(item.price))</dd>
        <dt>Added</dt><dd>\(Words.time(item.createdAt))</dd>\(edited.changed)
        </dl></section>
        """
    }
}

/// The fields of an item, new or not.
struct ItemForm: Sendable {
    let fields: FormFields
    let stores: StoreChoices
    /// Whether to begin typing at once.
    var isNew = false

    var html: HTML {
        """
        \(fields.field("name", "Name", more: isNew ? " autofocus" : ""))
        \(fields.field("store_id", "Store") { stores.box(for: fields.values, $0) })
        \(fields.field("price", "Price", hint: "As 15.99: a point before the small coins, in the store’s currency."))
        \(fields.field("description", "Description"))
        """
    }
}

/// The page that a new item begins on.
struct NewItemPage: Sendable {
    let fields: FormFields
    let stores: StoreChoices
    let visitor: Visitor

    var page: PanelPage {
        PanelPage(
            title: "New item", section: .items, status: fields.faults?.status ?? .ok,
            content: """
                \(PageHead(crumbs: [("Items", "/admin/items")], title: "New item").html)
                \(fields.summary)
                \(stores.stores.isEmpty ? nowhere : form)
                """)
    }

    private var form: HTML {
        """
        <form class="card narrow" method="post" action="/admin/items/new">\(visitor.formField)
        \(ItemForm(fields: fields, stores: stores, isNew: true).html)
        \(tagging)
        <button class="primary">Add the item</button> <button name="again" value="yes">Add it and begin the next</button>
        </form>
        """
    }

    private var tagging: HTML {
        let fault = fields.faults?.fields["tags"]
        let wrong: HTML = fault.map { #"<p class="wrong" id="tags-wrong">Tags \#($0)</p>"# } ?? ""
        let mark: HTML = fault == nil ? "" : #" aria-invalid="true""#
        return """
            <div class="field"><label for="tags">Tags</label>
            <input id="tags" name="tags" value="\(fields.values["tags"] ?? "")" autocomplete="off"\(mark) aria-describedby="tags-hint">\(wrong)
            <p class="hint" id="tags-hint">With commas between them. Those that the store does not have yet are made.</p></div>
            """
    }

    private var nowhere: HTML {
        """
        <div class="card empty"><p>An item lives in a store, and there is none yet.</p>
        <p>\(HTML.button("Open the first store", "/admin/stores/new", "primary"))</p></div>
        """
    }
}
