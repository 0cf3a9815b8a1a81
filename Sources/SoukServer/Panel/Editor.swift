import Catalogue
import RESTKit

/// Shows a row in boxes, and takes what somebody made of it.
struct Editor<Row: Sendable, Change: Sendable>: Sendable {
    let form: EditedForm<Row>
    let schema: Schema<Change>
    /// Where the row is looked at.
    let address: String
    /// The row with all that its page shows.
    let find: @Sendable () async throws -> Row
    let lastChange: @Sendable () async throws -> LastChange

    /// The row as it stands; with what is wrong, where something else than its fields was refused.
    func shown(_ faults: FormFaults? = nil) async throws -> EditedRow<Row> {
        let row = try await find()
        return EditedRow(
            row: row, lastChange: try await lastChange(),
            fields: FormFields(schema.document, values: form.values(row), faults: faults), version: form.version(row))
    }

    /// Saves what was sent by `change`. nil when that is done; else what to show instead, with everything that was typed.
    func save(
        _ sent: Form, by change: (Change, Precondition<Row>) async throws -> Void
    ) async throws -> EditedRow<Row>? {
        do {
            try await change(sent.value(of: schema), form.precondition(sent))
            return nil
        } catch CatalogueError.preconditionFailed {
            var edited = try await typed(sent, nil)
            edited.conflict = form.conflict(sent, edited.row, edited.lastChange, at: address)
            return edited
        } catch {
            guard let faults = FormFaults(error) else { throw error }
            return try await typed(sent, faults)
        }
    }

    /// After a conflict both versions have been seen; after a fault the one that the boxes were made from.
    private func typed(_ sent: Form, _ faults: FormFaults?) async throws -> EditedRow<Row> {
        let row = try await find()
        return EditedRow(
            row: row, lastChange: try await lastChange(),
            fields: FormFields(schema.document, values: sent.values, faults: faults),
            version: faults == nil ? form.version(row) : sent["version"] ?? "")
    }
}
