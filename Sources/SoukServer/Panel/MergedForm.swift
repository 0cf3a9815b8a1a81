import Catalogue
import RESTKit

/// What two people made of the same values, who both began with them.
struct MergedForm: Sendable {
    struct Field: Sendable {
        let name: String
        let label: String
        /// What both began with; nil when that is not known, and then whatever differs is a collision.
        let origin: String?
        let mine: String
        let theirs: String

        var isMine: Bool { mine != (origin ?? theirs) }
        var isTheirs: Bool { theirs != (origin ?? mine) }
        /// Both have changed it, and not to the same.
        var collides: Bool { isMine && isTheirs && mine != theirs }
    }

    let fields: [Field]

    /// Each one's changes; mine where both have changed the same.
    var values: [String: String] {
        Dictionary(fields.map { ($0.name, $0.isMine ? $0.mine : $0.theirs) }) { first, _ in first }
    }

    /// Both versions side by side, and the choice between them. `words` says what a field's value means to people.
    func conflict(_ change: LastChange, at address: String, words: (Field, String) -> String) -> HTML {
        let rows = fields.map { field -> HTML in
            let mine: HTML =
                field.isMine
                ? "<ins>\(words(field, field.mine))</ins>" : #"<span class="soft">not changed by you</span>"#
            let theirs: HTML =
                field.isTheirs ? "<ins>\(words(field, field.theirs))</ins>" : "\(words(field, field.theirs))"
            let both: HTML = field.collides ? #" <span class="wrong">both of you</span>"# : ""
            return #"<tr><th scope="row">\#(field.label)\#(both)</th><td>\#(mine)</td><td>\#(theirs)</td></tr>"#
        }
        let boxes =
            fields.contains(where: \.collides)
            ? "The boxes below have both changes, and yours where both of you changed the same."
            : "You have changed other fields than they: the boxes below have both changes."
        return """
            <div class="fault" role="alert"><h2>Somebody else has changed this meanwhile</h2>
            <p>Nothing of yours was saved yet. It was changed \(Words.time(change.time))\(Words.by(change.author)). \(boxes) \
            Look at them and save, or <a href="\(address)">leave theirs as it is</a>.</p></div>
            <div class="scroll" role="region" aria-label="Both versions" tabindex="0"><table class="list versions">
            <caption class="hidden">Both versions</caption>
            <thead><tr><th scope="col">Field</th><th scope="col">Yours</th><th scope="col">As it is now</th></tr></thead>
            <tbody>\(HTML(lines: rows))</tbody></table></div><p></p>
            """
    }
}
