import RESTKit

/// A schema's fields, those of the objects inside it below their own.
struct SchemaTree: Sendable {
    let schema: SchemaDocument

    /// Whether it has no fields to show.
    var isEmpty: Bool { schema.fields.isEmpty }

    var html: HTML {
        if isEmpty { return "" }
        let lines = schema.fields.map { field in
            FieldLine(
                name: field.name, schema: field.document, isRequired: field.isRequired,
                description: field.document.description, isInTree: true
            ).html
        }
        return "<ul class=\"fields\">\n\(HTML(lines: lines))\n</ul>"
    }
}

extension SchemaDocument {
    /// Of an object, or of the objects in an array.
    fileprivate var fields: [Property] {
        if case .array(let element) = kind { element.fields } else { properties }
    }
}

/// One field, parameter or header: its name, its rules, what it is for, and what is inside it.
struct FieldLine: Sendable {
    let name: String
    let schema: SchemaDocument?
    var place: String?
    var isRequired = false
    var description: String?
    /// Whether the fields inside it are shown too.
    var isInTree = false

    var html: HTML {
        let inside: HTML = isInTree ? schema.map { SchemaTree(schema: $0).html } ?? "" : ""
        return """
            <li><code>\(name)</code> <span class="soft">\(rules)</span>\(required)\(about)\(choices)\(inside)</li>
            """
    }

    private var rules: String {
        [place, schema.map { SchemaWords(schema: $0).text }].compactMap { $0 }.joined(separator: ", ")
    }

    private var required: HTML { isRequired && schema != nil ? " <b>required</b>" : "" }

    private var about: HTML { description.map { "<br>\(prose: $0)" } ?? "" }

    private var choices: HTML {
        guard let choices = schema?.choices, choices.count > SchemaWords.mostChoices else { return "" }
        return "<details><summary>All \(choices.count)</summary><p>\(choices.joined(separator: ", "))</p></details>"
    }
}
