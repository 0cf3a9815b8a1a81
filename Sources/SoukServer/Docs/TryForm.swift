import RESTKit

/// A form made from an operation's parameters and body. Nothing can be sent until the script has come.
struct TryForm: Sendable {
    let operation: OpenAPI.Operation

    var html: HTML {
        """
        <details class="try scripted no-print"><summary>Try it</summary>
        <form method="post" data-method="\(operation.method)" data-path="\(operation.path)" \
        data-lock="\(operation.lock.rawValue)">
        \(HTML(lines: operation.allParameters.map(field)))
        \(content)
        <button class="primary" disabled>Send<span class="hidden"> \(operation.summary)</span></button>
        <p role="status" class="outcome"></p>
        <div class="answer" hidden><details><summary>Headers</summary><pre class="headers"></pre></details>\
        <pre class="content" tabindex="0"></pre></div>
        </form></details>
        """
    }

    private func field(_ parameter: ParameterDocument) -> HTML {
        let name = "\(parameter.place.rawValue).\(parameter.name)"
        let required: HTML = parameter.isRequired ? " required" : ""
        return "<label>\(parameter.name)\(hint(parameter)) \(box(parameter, name, required))</label>"
    }

    private func hint(_ parameter: ParameterDocument) -> HTML {
        parameter.isRepeatable ? " <span class=\"soft\">one a line</span>" : ""
    }

    private func box(_ parameter: ParameterDocument, _ name: String, _ required: HTML) -> HTML {
        if parameter.isRepeatable { return "<textarea name=\"\(name)\" rows=\"2\"></textarea>" }
        let choices = parameter.schema.kind == .boolean ? ["true", "false"] : parameter.schema.choices
        if !choices.isEmpty {
            let none = parameter.isRequired ? [] : [""]
            let options = (none + choices).map { HTML("<option>\($0)</option>") }
            return "<select name=\"\(name)\"\(required)>\(HTML(joined: options))</select>"
        }
        let value = parameter.place == .path ? parameter.schema.exampleWord : ""
        return "<input name=\"\(name)\" value=\"\(value)\" autocomplete=\"off\"\(required)>"
    }

    private var content: HTML {
        guard let body = operation.body else { return "" }
        let example = body.isRequired ? JSONText().text(body.schema.example) : ""
        return """
            <label>Body <textarea name="body" rows="7" spellcheck="false" data-type="\(body.mediaTypes.first ?? "")">
            \(example)</textarea></label>
            """
    }
}

extension ParameterDocument {
    /// Whether it may be given again and again.
    fileprivate var isRepeatable: Bool {
        if case .array = schema.kind { isExploded } else { false }
    }
}
