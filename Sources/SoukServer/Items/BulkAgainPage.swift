import Catalogue
import NIOHTTP1
import RESTKit

/// A bulk change that could not be understood, to be said once more: what was picked and typed is still there.
struct BulkAgainPage: Sendable {
    let form: Form
    let faults: FormFaults
    let visitor: Visitor

    var page: PanelPage {
        let list = BulkForm.list(form)
        return PanelPage(
            title: "Change many items", section: .items, status: faults.status,
            content: """
                \(PageHead(crumbs: [("Items", list)], title: "Change many items").html)
                <p class="fault" role="alert">Nothing was changed. \(words)</p>
                <form class="card narrow" method="post" action="/admin/items/bulk">\(visitor.formField)\(kept)
                \(BulkBoxes(picked: "The picked ones (\(Words.grouped(ids.count)))", form: form, faults: faults).html)
                <button class="primary">Show what would happen</button> <a class="button" href="\(list)">Back to the list</a>
                </form>
                """)
    }

    private var words: String { faults.general ?? "One field needs a look." }

    private var ids: [String] { form.all("id") }

    private var kept: HTML {
        let fields = ids.map { (name: "id", value: $0) } + [(name: "query", value: form["query"] ?? "")]
        return HTML(joined: fields.map { #"<input type="hidden" name="\#($0.name)" value="\#($0.value)">"# })
    }
}
