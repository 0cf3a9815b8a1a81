import Catalogue
import NIOHTTP1
import RESTKit

/// One store in the panel: its fields, its tags, and where its items are.
struct StorePage: Sendable {
    let edited: EditedRow<Store>
    let visitor: Visitor
    /// A new tag's name that could not be made.
    var typedTag = ""
    private var store: Store { edited.row }

    var page: PanelPage {
        PanelPage(
            title: store.name, section: .stores, status: edited.status,
            content: """
                \(head)
                \(edited.alerts)
                <div class="two"><div>\(form)</div><div>\(tags)\(facts)</div></div>
                """)
    }

    private var head: HTML {
        var actions = [HTML.button("Items (\(Words.grouped(store.itemsCount)))", "/admin/items?store_id=\(store.id)")]
        if visitor.may(.editor) {
            actions.append(.button("New item", "/admin/items/new?store_id=\(store.id)", "primary"))
            actions.append(.button("Delete …", "/admin/stores/\(store.id)/delete", "danger"))
        }
        return PageHead(crumbs: [("Stores", "/admin/stores")], title: store.name, actions: actions).html
    }

    private var form: HTML {
        guard visitor.may(.editor) else { return "" }
        return """
            <form class="card" method="post" action="/admin/stores/\(store.id)">\(visitor.formField)
            \(edited.hiddenFields)
            \(edited.fields.field("name", "Name"))
            \(edited.fields.field("currency", "Currency", hint: "It cannot change while the store has items."))
            <button class="primary">Save</button>
            </form>
            """
    }

    private var tags: HTML {
        let links = (store.tags ?? []).map { HTML(#"<li><a href="/admin/tags/\#($0.id)">\#($0.name)</a></li>"#) }
        let list: HTML =
            links.isEmpty ? #"<p class="soft">No tags yet.</p>"# : #"<ul class="tags">\#(HTML(lines: links))</ul>"#
        let new = visitor.may(.editor) ? adding : ""
        return """
            <section class="card"><h2>Tags</h2>\(list)
            <p><a href="/admin/tags?store_id=\(store.id)">All tags of this store</a></p>\(new)</section>
            """
    }

    private var adding: HTML {
        let fault = edited.fields.faults?.fields["tag"]
        let wrong: HTML = fault.map { #"<p class="wrong" id="tag-wrong">The tag’s name \#($0)</p>"# } ?? ""
        let mark: HTML = fault == nil ? "" : #" aria-invalid="true" aria-describedby="tag-wrong""#
        return """
            <form class="row" method="post" action="/admin/stores/\(store.id)/tags">\(visitor.formField)
            <div class="field"><label for="tag">New tag</label>
            <input id="tag" name="name" value="\(typedTag)" required maxlength="80" autocomplete="off"\(mark)>\(wrong)</div>
            <button>Add</button></form>
            """
    }

    private var facts: HTML {
        """
        <section class="card"><h2>Facts</h2><dl class="facts">
        <dt>Id</dt><dd>\(store.id)</dd><dt>Currency</dt><dd>\(store.currency.code)</dd>
        <dt>Items</dt><dd>\(Words.grouped(store.itemsCount))</dd>
        <dt>Opened</dt><dd>\(Words.time(store.createdAt))</dd>\(edited.changed)
        </dl></section>
        """
    }
}
