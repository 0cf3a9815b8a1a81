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

    /// What a value means to people, where it is not what stands in the box: of a store's id the name.
    var words: @Sendable (_ field: String, _ value: String) async throws -> String = { _, value in value }

    /// The row as it stands; with what is wrong, where something else than its fields was refused.
    func shown(_ faults: FormFaults? = nil) async throws -> EditedRow<Row> {
        let row = try await find()
        return try await edited(row, form.values(row), faults, seen: nil)
    }

    /// Saves what was sent by `change`. nil when that is done; else what to show instead, with everything that was typed.
    func save(
        _ sent: Form, by change: (Change, Precondition<Row>) async throws -> Void
    ) async throws -> EditedRow<Row>? {
        do {
            try await change(sent.value(of: schema), form.precondition(sent))
            return nil
        } catch CatalogueError.preconditionFailed {
            return try await conflict(sent)
        } catch {
            guard let faults = FormFaults(error) else { throw error }
            return try await edited(try await find(), sent.values, faults, seen: sent)
        }
    }

    private func conflict(_ sent: Form) async throws -> EditedRow<Row> {
        let row = try await find()
        let merged = form.merge(sent, row)
        var meanings: [String: [String: String]] = [:]
        for field in merged.fields {
            for value in [field.mine, field.theirs] {
                meanings[field.name, default: [:]][value] = try await words(field.name, value)
            }
        }
        var edited = try await edited(row, merged.values, nil, seen: nil)
        edited.conflict = merged.conflict(edited.lastChange, at: address) { field, value in
            meanings[field.name]?[value] ?? value
        }
        return edited
    }

    /// - Parameter seen: The form whose boxes were made from something else than the row as it stands.
    private func edited(
        _ row: Row, _ values: [String: String], _ faults: FormFaults?, seen: Form?
    ) async throws -> EditedRow<Row> {
        EditedRow(
            row: row, lastChange: try await lastChange(),
            fields: FormFields(schema.document, values: values, faults: faults),
            version: seen?["version"] ?? form.version(row),
            origin: form.origin(seen.map(form.origins) ?? form.values(row)))
    }
}
