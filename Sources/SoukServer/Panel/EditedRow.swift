import Catalogue
import NIOHTTP1
import RESTKit

/// A row whose fields stand in boxes, with what came of editing them so far: what its page shows.
struct EditedRow<Row: Sendable>: Sendable {
    /// As it stands.
    let row: Row
    let lastChange: LastChange
    /// What the boxes hold, and what is wrong with it.
    let fields: FormFields
    /// Names what the boxes were made from (``EditedForm/version(_:)``).
    let version: String
    /// Hidden fields: what the boxes were made from (``EditedForm/origin(_:)``).
    let origin: HTML
    /// Both versions side by side; nil unless somebody else has changed the row meanwhile.
    var conflict: HTML?

    var status: HTTPResponseStatus {
        conflict == nil ? fields.faults?.status ?? .ok : .preconditionFailed
    }

    /// What keeps it from being saved, above the boxes.
    var alerts: HTML { "\(conflict ?? "")\(fields.summary)" }

    /// What the form has to bring back beside its boxes.
    var hiddenFields: HTML { #"<input type="hidden" name="version" value="\#(version)">\#(origin)"# }

    /// When and by whom it was changed last, for a list of facts.
    var changed: HTML { "<dt>Changed</dt><dd>\(Words.time(lastChange.time))\(Words.by(lastChange.author))</dd>" }
}
