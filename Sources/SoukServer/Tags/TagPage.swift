import Catalogue
import NIOHTTP1
import RESTKit

/// One tag in the panel: its name, and the items that carry it.
struct TagPage: Sendable {
    let edited: EditedRow<Tag>
    let visitor: Visitor
    private var tag: Tag { edited.row }

    var page: PanelPage {
        PanelPage(
            title: tag.name, section: .tags, status: edited.status,
            content: """
                \(head)
                \(edited.alerts)
                <div class="two"><div>\(form)\(items)</div><div>\(facts)</div></div>
                """)
    }

    private var head: HTML {
        PageHead(
            crumbs: [
                ("Tags", "/admin/tags?store_id=\(tag.store.id)"), (tag.store.name, "/admin/stores/\(tag.store.id)"),
            ],
            title: tag.name,
            actions: visitor.may(.editor) ? [.button("Delete …", "/admin/tags/\(tag.id)/delete", "danger")] : []
        ).html
    }

    private var form: HTML {
        guard visitor.may(.editor) else { return "" }
        return """
            <form class="card" method="post" action="/admin/tags/\(tag.id)">\(visitor.formField)
            \(edited.hiddenFields)
            \(edited.fields.field("name", "Name"))
            <button class="primary">Save</button>
            </form>
            """
    }

    private var items: HTML {
        let rows = (tag.items ?? []).map { item in
            HTML(
                #"<li><a href="/admin/items/\#(item.id)?tag_id=\#(tag.id)">\#(item.name)</a> <span class="soft">\#(Words.price(item.price))</span></li>"#
            )
        }
        let all: HTML =
            tag.itemsCount == 0
            ? #"<p class="soft">No item carries it.</p>"#
            : HTML(
                #"<p><a href="/admin/items?tag_id=\#(tag.id)">All \#(Words.counted(tag.itemsCount, "item"))</a></p>"#)
        return #"<section class="card"><h2>Items</h2><ul>\#(HTML(lines: rows))</ul>\#(all)</section>"#
    }

    private var facts: HTML {
        """
        <section class="card"><h2>Facts</h2><dl class="facts">
        <dt>Id</dt><dd>\(tag.id)</dd><dt>Store</dt><dd><a href="/admin/stores/\(tag.store.id)">\(tag.store.name)</a></dd>
        <dt>Made</dt><dd>\(Words.time(tag.createdAt))</dd>\(edited.changed)
        </dl></section>
        """
    }
}
