import Catalogue
import NIOHTTP1
import RESTKit

/// Changing many items at once: first it is shown what would happen, then it happens to exactly those.
struct BulkPages: Sendable {
    let panel: Panel
    let bulk: BulkService

    var preview: Endpoint {
        panel.form { _, visitor, form in try await preview(form, for: visitor) }
    }

    var perform: Endpoint {
        panel.form { _, visitor, form in
            do {
                let asked = try BulkForm(form)
                let expected = form["expected"].flatMap { Int($0) } ?? -1
                let report = try await bulk.by(visitor.user.id).perform(
                    asked.action, on: asked.selection, expecting: expected)
                let words = asked.action == .delete ? "deleted" : "changed"
                return .done("\(Words.counted(report.changing, "item")) \(words).", at: "/admin/items" + asked.query)
            } catch CatalogueError.selectionChanged {
                return try await preview(
                    form, for: visitor, "The list has changed since you looked: nothing was done yet. Look once more.")
            } catch CatalogueError.bulkRefused {
                return try await preview(
                    form, for: visitor, "Nothing was done: some of the items cannot be changed so.")
            }
        }
    }

    private func preview(_ form: Form, for visitor: Visitor, _ warning: String? = nil) async throws -> PanelAnswer {
        do {
            let asked = try BulkForm(form)
            let report = try await bulk.preview(asked.action, on: asked.selection)
            return .page(BulkPage(asked: asked, form: form, report: report, warning: warning, visitor: visitor).page)
        } catch {
            guard let faults = FormFaults(error) else { throw error }
            let words = faults.fields.values.first ?? faults.general ?? "this cannot be done"
            let back = "/admin/items" + (form["query"] ?? "")
            let subject = faults.fields["value"] == nil ? "" : "The value "
            return .done("Nothing was changed. \(subject)\(words).", at: SignInPages.safe(back) ?? "/admin/items")
        }
    }
}
