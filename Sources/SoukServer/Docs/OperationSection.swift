import NIOHTTP1
import RESTKit

/// One operation: its lock, what it takes, what it answers and refuses, snippets, an example, and a form to try it.
struct OperationSection: Sendable {
    let operation: OpenAPI.Operation
    let origin: String

    var html: HTML {
        """
        <article class="operation" id="\(operation.id)" data-group="\(operation.tag)">
        <h3><a href="#\(operation.id)">\(operation.summary)</a></h3>
        <p class="line"><span class="method \(operation.method)">\(operation.method)</span> \
        <code>\(operation.path)</code></p>
        <p class="soft">\(operation.lock.mark) \(lock)</p>
        <div class="sides"><div>
        \(parameters)
        \(takes)
        <h4>Answers</h4>
        \(HTML(lines: operation.answers.map(answer)))
        <h4>Errors</h4>
        \(errors)
        </div><div>
        \(Snippets(call: Call(operation, at: origin), id: operation.id).html)
        \(example)
        \(TryForm(operation: operation).html)
        </div></div>
        </article>
        """
    }

    private var lock: String {
        let role = operation.role.map { " The role \($0.rawValue), or a higher one." } ?? ""
        return operation.lock.sentence + role
    }

    private var parameters: HTML {
        let parameters = operation.allParameters
        if parameters.isEmpty { return "" }
        let fields = parameters.map { parameter in
            FieldLine(
                name: parameter.name, schema: parameter.schema, place: "in \(parameter.place.rawValue)",
                isRequired: parameter.isRequired, description: parameter.description
            ).html
        }
        return "<h4>Parameters</h4>\n<ul class=\"fields\">\n\(HTML(lines: fields))\n</ul>"
    }

    private var takes: HTML {
        guard let body = operation.body else { return "" }
        let isOptional = body.isRequired ? "" : ", may be left out"
        return """
            <h4>Body</h4>
            <p><code>\(body.schema.name ?? "")</code> as <code>\(body.mediaTypes.joined(separator: ", "))</code>\
            \(isOptional)</p>
            \(SchemaTree(schema: body.schema).html)
            """
    }

    private func answer(_ answer: OpenAPI.Answer) -> HTML {
        let type: HTML = answer.mediaTypes.first.map { " <code>\($0)</code>" } ?? ""
        let headers = answer.headers.map { header in
            FieldLine(name: header.name, schema: nil, place: "header", description: header.description).html
        }
        let list: HTML = headers.isEmpty ? "" : "\n<ul class=\"fields\">\n\(HTML(lines: headers))\n</ul>"
        return "<p><b>\(answer.status)</b> \(prose: answer.description)\(type)</p>\(list)\(schema(answer))"
    }

    private func schema(_ answer: OpenAPI.Answer) -> HTML {
        guard let schema = answer.schema, !SchemaTree(schema: schema).isEmpty else { return "" }
        let tree = SchemaTree(schema: schema).html
        return "\n<details><summary>\(schema.name ?? "Its fields")</summary>\(tree)</details>"
    }

    private var errors: HTML {
        var names: [String] = []
        let problems = operation.problems.sorted { $0.status.code < $1.status.code }.filter { problem in
            defer { names.append(problem.name) }
            return !names.contains(problem.name)
        }
        let links = problems.map { problem in
            HTML("<li>\(problem.status.code) <a href=\"/problems/\(problem.name)\">\(problem.name)</a></li>")
        }
        return "<ul class=\"errors\">\n\(HTML(lines: links))\n</ul>"
    }

    /// The first answer with content, as it may look.
    private var example: HTML {
        let answers = operation.answers.filter { $0.mediaTypes.contains("application/json") }
        guard let answer = answers.first, let schema = answer.schema, schema.kind != .any else { return "" }
        return """
            <h4>\(answer.status), for example</h4>
            <pre class="example"><code>\(JSONText().text(schema.example))</code></pre>
            """
    }
}
