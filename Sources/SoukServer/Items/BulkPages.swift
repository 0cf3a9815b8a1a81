import Catalogue
import RESTKit

/// Changing many items at once: first it is shown what would happen, then just that happens, once.
struct BulkPages: Sendable {
    let panel: Panel
    let bulk: BulkService
    let stores: StoreService

    var preview: Endpoint {
        panel.form { _, visitor, form in try await preview(form, for: visitor) }
    }

    var perform: Endpoint {
        panel.form { _, visitor, form in
            do {
                let asked = try await BulkForm(form, stores)
                let report = try await bulk.by(visitor.user.id).perform(
                    asked.action, on: asked.selection, expecting: form["digest"] ?? "")
                let words = asked.action == .delete ? "deleted" : "changed"
                return .done("\(Words.counted(report.changing, "item")) \(words).", at: BulkForm.list(form))
            } catch CatalogueError.selectionChanged {
                return try await preview(form, for: visitor, "These items have changed since you looked.")
            } catch CatalogueError.bulkRefused {
                return try await preview(form, for: visitor, "Some of the items cannot be changed so.")
            } catch {
                return try again(form, for: visitor, error)
            }
        }
    }

    private func preview(_ form: Form, for visitor: Visitor, _ warning: String? = nil) async throws -> PanelAnswer {
        do {
            let asked = try await BulkForm(form, stores)
            let report = try await bulk.preview(asked.action, on: asked.selection)
            return .page(BulkPage(asked: asked, form: form, report: report, warning: warning, visitor: visitor).page)
        } catch {
            return try again(form, for: visitor, error)
        }
    }

    /// What is wrong, beside what was said: the picked items stay picked.
    private func again(_ form: Form, for visitor: Visitor, _ error: any Error) throws -> PanelAnswer {
        guard let faults = FormFaults(error) else { throw error }
        return .page(BulkAgainPage(form: form, faults: faults, visitor: visitor).page)
    }
}
