import Catalogue
import NIOHTTP1
import RESTKit

/// One store in the panel: its fields, its tags, and where its items are.
struct StorePage: Sendable {
    let store: Store
    let fields: FormFields
    /// Of what the form was made from.
    let version: String
    let visitor: Visitor
    var conflict: HTML = ""

    var page: PanelPage {
        PanelPage(
            title: store.name, section: .stores,
            status: conflict.text.isEmpty ? fields.faults?.status ?? .ok : .preconditionFailed,
            content: """
                \(head)
                \(conflict)\(fields.summary)
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
            <input type="hidden" name="version" value="\(version)">
            \(fields.field("name", "Name"))
            \(fields.field("currency", "Currency", hint: "It cannot change while the store has items."))
            <button class="primary">Save</button>
            </form>
            """
    }

    private var tags: HTML {
        let links = (store.tags ?? []).map { HTML(#"<li><a href="/admin/tags/\#($0.id)">\#($0.name)</a></li>"#) }
        let list: HTML =
            links.isEmpty ? #"<p class="soft">No tags yet.</p>"# : #"<ul class="tags">\#(HTML(lines: links))</ul>"#
        let new: HTML =
            visitor.may(.editor)
            ? """
            <form class="row" method="post" action="/admin/stores/\(store.id)/tags">\(visitor.formField)
            <div class="field"><label for="tag">New tag</label><input id="tag" name="name" required maxlength="80" autocomplete="off"></div>
            <button>Add</button></form>
            """ : ""
        return """
            <section class="card"><h2>Tags</h2>\(list)
            <p><a href="/admin/tags?store_id=\(store.id)">All tags of this store</a></p>\(new)</section>
            """
    }

    private var facts: HTML {
        """
        <section class="card"><h2>Facts</h2><dl class="facts">
        <dt>Id</dt><dd>\(store.id)</dd><dt>Currency</dt><dd>\(store.currency.code)</dd>
        <dt>Items</dt><dd>\(Words.grouped(store.itemsCount))</dd>
        <dt>Opened</dt><dd>\(Words.time(store.createdAt))</dd><dt>Changed</dt><dd>\(Words.time(store.updatedAt))</dd>
        </dl></section>
        """
    }
}
