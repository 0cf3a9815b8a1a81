import RESTKit

/// A form's fields, made from the schema that its body is read by, so that what a box allows is what the rules allow.
struct FormFields: Sendable {
    let document: SchemaDocument
    /// What stands in the boxes, by name.
    var values: [String: String]
    var faults: FormFaults?

    init(_ document: SchemaDocument, values: [String: String] = [:], faults: FormFaults? = nil) {
        (self.document, self.values, self.faults) = (document, values, faults)
    }

    /// What is wrong with the form as a whole, for screen readers at once.
    var summary: HTML {
        guard let faults else { return "" }
        let count = faults.fields.count
        let words =
            faults.general ?? (count == 1 ? "One field needs a look." : "\(count) fields need a look.")
        let links = faults.fields.sorted { $0.key < $1.key }.map { name, words in
            HTML("<li><a href=\"#\(name)\">\(Self.words(name))</a>: \(words)</li>")
        }
        let list: HTML = links.isEmpty ? "" : "<ul>\(HTML(lines: links))</ul>"
        return #"<div class="fault" role="alert"><h2>Nothing was changed</h2><p>\#(words)</p>\#(list)</div>"#
    }

    /// One field with its label, its hint, and what is wrong with it.
    /// - Parameter more: further attributes of the box.
    func field(_ name: String, _ label: String, hint: String? = nil, type: String? = nil, more: HTML = "") -> HTML {
        guard let property = document.properties.first(where: { $0.name == name }) else { return "" }
        let box = FormBox(
            name: name, value: values[name] ?? "", property: property, type: type,
            isWrong: faults?.fields[name] != nil, hasHint: hint != nil)
        return wrapped(name, label, hint, box.html(more))
    }

    /// A field whose choices are given.
    func choice(
        _ name: String, _ label: String, _ choices: [(value: String, words: String)], hint: String? = nil
    ) -> HTML {
        let options = choices.map { choice in
            let selected: HTML = choice.value == values[name] ? " selected" : ""
            return HTML("<option value=\"\(choice.value)\"\(selected)>\(choice.words)</option>")
        }
        let wrong: HTML = faults?.fields[name] != nil ? #" aria-invalid="true" aria-describedby="\#(name)-wrong""# : ""
        return wrapped(
            name, label, hint, #"<select id="\#(name)" name="\#(name)"\#(wrong)>\#(HTML(lines: options))</select>"#)
    }

    /// A field with a box of another making, which takes attributes that say what is wrong with it.
    func field(_ name: String, _ label: String, hint: String? = nil, box: (HTML) -> HTML) -> HTML {
        let wrong: HTML = faults?.fields[name] != nil ? #" aria-invalid="true" aria-describedby="\#(name)-wrong""# : ""
        return wrapped(name, label, hint, box(wrong))
    }

    private func wrapped(_ name: String, _ label: String, _ hint: String?, _ box: HTML) -> HTML {
        let wrong: HTML =
            (faults?.fields[name]).map { #"<p class="wrong" id="\#(name)-wrong">\#(label) \#($0)</p>"# } ?? ""
        let help: HTML = hint.map { #"<p class="hint" id="\#(name)-hint">\#($0)</p>"# } ?? ""
        return #"<div class="field"><label for="\#(name)">\#(label)</label>\#(box)\#(wrong)\#(help)</div>"#
    }

    private static func words(_ name: String) -> String {
        name.prefix(1).uppercased() + name.dropFirst().replacing("_id", with: "").replacing("_", with: " ")
    }
}

/// The box of one field.
private struct FormBox {
    let name: String
    let value: String
    let property: SchemaDocument.Property
    let type: String?
    let isWrong: Bool
    let hasHint: Bool

    private var document: SchemaDocument { property.document }

    func html(_ more: HTML) -> HTML {
        if document.isMultiline {
            return #"<textarea id="\#(name)" name="\#(name)"\#(attributes)\#(more)>\#n\#(value)</textarea>"#
        }
        if !document.choices.isEmpty { return choices(more) }
        let kind = type ?? "text"
        return #"<input id="\#(name)" name="\#(name)" type="\#(kind)" value="\#(value)"\#(attributes)\#(more)>"#
    }

    private func choices(_ more: HTML) -> HTML {
        let none: HTML = property.isRequired ? "" : #"<option value="">(the default)</option>"#
        let options = document.choices.map { choice in
            HTML("<option\(choice == value ? " selected" as HTML : "")>\(choice)</option>")
        }
        return #"<select id="\#(name)" name="\#(name)"\#(attributes)\#(more)>\#(none)\#(HTML(lines: options))</select>"#
    }

    private var attributes: HTML {
        var all: [HTML] = []
        if property.isRequired { all.append(" required") }
        if let characters = document.characters { all.append(#" maxlength="\#(characters.upperBound * 2)""#) }
        if document.kind == .number { all.append(#" inputmode="decimal" autocomplete="off""#) }
        if isWrong { all.append(#" aria-invalid="true""#) }
        let described = [isWrong ? name + "-wrong" : nil, hasHint ? name + "-hint" : nil].compactMap { $0 }
        if !described.isEmpty { all.append(#" aria-describedby="\#(described.joined(separator: " "))""#) }
        return HTML(joined: all)
    }
}
