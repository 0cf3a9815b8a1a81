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

    /// Both versions side by side, and the choice between them.
    func conflict(_ mine: Form, _ theirs: Row, _ change: LastChange, at address: String) -> HTML {
        let rows = fields.map { field -> HTML in
            let (own, other) = (mine[field.name] ?? "", field.text(theirs))
            let (left, right): (HTML, HTML) =
                own == other ? ("\(own)", "\(other)") : ("<ins>\(own)</ins>", "<ins>\(other)</ins>")
            return #"<tr><th scope="row">\#(field.label)</th><td>\#(left)</td><td>\#(right)</td></tr>"#
        }
        return """
            <div class="fault" role="alert"><h2>Somebody else has changed this meanwhile</h2>
            <p>Nothing of yours was saved yet. It was changed \(Words.time(change.time))\(Words.by(change.author)). Compare, then save your version below, with or \
            without further changes, or <a href="\(address)">leave theirs as it is</a>.</p></div>
            <div class="scroll" role="region" aria-label="Both versions" tabindex="0"><table class="list">
            <caption class="hidden">Both versions</caption>
            <thead><tr><th scope="col">Field</th><th scope="col">Yours</th><th scope="col">As it is now</th></tr></thead>
            <tbody>\(HTML(lines: rows))</tbody></table></div><p></p>
            """
    }
}
