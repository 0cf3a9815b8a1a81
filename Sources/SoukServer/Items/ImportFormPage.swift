import Catalogue
import NIOHTTP1
import RESTKit

/// The page on which an import begins.
struct ImportFormPage: Sendable {
    let visitor: Visitor
    private var fault: String?

    init(visitor: Visitor) {
        self.visitor = visitor
    }

    /// Of a form that is shown: what it sends is written once.
    static func newID() -> String { "\(UniqueID<ImportKey>(.system))" }

    /// The page again, with what is wrong.
    func with(_ fault: String) -> PanelPage {
        var page = self
        page.fault = fault
        return page.page
    }

    var page: PanelPage {
        let wrong: HTML = fault.map { #"<p class="fault" role="alert">\#($0)</p>"# } ?? ""
        return PanelPage(
            title: "Import items", section: .items, status: fault == nil ? .ok : .unprocessableEntity,
            content: """
                \(PageHead(crumbs: [("Items", "/admin/items")], title: "Import items").html)
                \(wrong)
                <div class="two"><form class="card" method="post" action="/admin/items/import" enctype="multipart/form-data">
                \(visitor.formField)
                <input type="hidden" name="import" value="\(Self.newID())">
                <div class="field"><label for="file">File</label>
                <input id="file" name="file" type="file" accept=".csv,.ndjson,.jsonl,text/csv" required>
                <p class="hint">CSV or NDJSON, up to 32 MB. Larger ones: <code>souk import FILE</code> on the server.</p></div>
                <fieldset><legend>Rows with faults</legend>
                <p><label><input type="radio" name="mode" value="all" checked>stop everything: all rows or none</label></p>
                <p><label><input type="radio" name="mode" value="good">are left out, the others are written</label></p></fieldset>
                <button class="primary" name="deed" value="try">Show what it would do</button>
                <button name="deed" value="write">Write it</button>
                <p class="hint">A large file that is written as all rows or none lets others wait with their saving, on the embedded database
                about ten seconds for 100,000 rows. Showing what it would do lets nobody wait.</p>
                </form>
                <section class="card"><h2>The columns</h2>
                <p>The first line names them, in any order: <code>name</code>, <code>price</code>, <code>store</code> (its name) or
                <code>store_id</code>; if you like <code>description</code>, <code>tags</code> (<code>oak|sale</code>) and <code>id</code>,
                which changes the item of that id. An exported file can be changed and imported as it is.</p></section></div>
                """)
    }
}
