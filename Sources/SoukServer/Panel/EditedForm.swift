import Catalogue
import Crypto
import RESTKit

/// What somebody was shown when they began to edit, and what they made of it: so that nobody overwrites what they have not
/// seen.
struct EditedForm<Row: Sendable>: Sendable {
    /// A field that can be edited, in the words that stand in its box.
    struct Field: Sendable {
        let name: String
        let label: String
        let text: @Sendable (Row) -> String
    }

    let fields: [Field]

    /// What the boxes hold of a row as it stands.
    func values(_ row: Row) -> [String: String] {
        Dictionary(fields.map { ($0.name, $0.text(row)) }) { first, _ in first }
    }

    /// Names exactly these values: changes of anything that the form does not show are nobody's loss.
    func version(_ row: Row) -> String {
        let text = fields.map { "\($0.text(row).utf8.count):\($0.text(row))" }.joined()
        return Hexadecimal.text(Array(SHA256.hash(data: Array(text.utf8)).prefix(16)))
    }

    /// Holds while the row's values are those that the form was made from.
    func precondition(_ form: Form) -> Precondition<Row> {
        let seen = form["version"]
        return .when { version($0) == seen }
    }

    /// The values that the boxes are made from, as hidden fields: they come back with what was made of them.
    func origin(_ values: [String: String]) -> HTML {
        HTML(
            joined: fields.map { field in
                #"<input type="hidden" name="\#(Self.origin(field.name))" value="\#(values[field.name] ?? "")">"#
            })
    }

    /// The values that a form was made from, as it brings them back.
    func origins(_ form: Form) -> [String: String] {
        Dictionary(fields.map { ($0.name, form[Self.origin($0.name)] ?? "") }) { first, _ in first }
    }

    private static func origin(_ name: String) -> String { "was_" + name }

    /// What two people made of the same values.
    func merge(_ mine: Form, _ theirs: Row) -> MergedForm {
        MergedForm(
            fields: fields.map { field in
                MergedForm.Field(
                    name: field.name, label: field.label, origin: Self.lines(mine[Self.origin(field.name)]),
                    mine: Self.lines(mine[field.name]) ?? "", theirs: field.text(theirs))
            })
    }

    /// Forms send each line's end as two characters.
    private static func lines(_ text: String?) -> String? { text?.replacing("\r\n", with: "\n") }
}
