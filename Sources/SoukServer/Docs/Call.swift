import RESTKit

/// One request as a client would send it, filled with examples: what snippets are made from.
struct Call: Sendable {
    let method: String
    let url: String
    /// The environment's variable that holds the token; nil without one.
    let token: String?
    /// Fields besides `Authorization`.
    let headers: [(name: String, value: String)]
    let body: JSON?
    /// Whether the answer is JSON; nil when it has no content.
    let answersJSON: Bool?

    init(_ operation: OpenAPI.Operation, at origin: String) {
        method = operation.method
        url = origin + Self.target(operation)
        token =
            switch operation.lock {
            case .open, .browser: nil
            case .signedIn, .fresh, .anyToken: "TOKEN"
            case .refreshToken: "REFRESH_TOKEN"
            }
        let body = operation.body.flatMap { $0.isRequired ? $0 : nil }
        self.body = body?.schema.example
        headers = Self.headers(operation, body)
        answersJSON = operation.answers.first?.mediaTypes.first.map { $0.hasSuffix("json") }
    }

    private static func headers(
        _ operation: OpenAPI.Operation, _ body: OpenAPI.Body?
    ) -> [(name: String, value: String)] {
        var headers: [(name: String, value: String)] = []
        if let type = body?.mediaTypes.first { headers.append(("Content-Type", type)) }
        if operation.problems.contains(.preconditionRequired) { headers.append(("If-Match", "*")) }
        return headers
    }

    /// The path with its parameters, and the query parameters that have examples.
    private static func target(_ operation: OpenAPI.Operation) -> String {
        var path = operation.path
        var query: [(name: String, value: String)] = []
        for parameter in operation.allParameters {
            switch parameter.place {
            case .path: path = path.replacing("{\(parameter.name)}", with: parameter.schema.exampleWord)
            case .query: if case .string(let text)? = parameter.examples.first { query.append((parameter.name, text)) }
            case .header: break
            }
        }
        return PageAddress(path, query).text
    }
}

extension SchemaDocument {
    /// The example as it stands in a path: `1`, `bad_request`.
    var exampleWord: String {
        if case .string(let text) = example { text } else { JSONText().text(example) }
    }
}
