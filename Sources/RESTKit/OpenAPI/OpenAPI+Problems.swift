import NIOHTTP1

/// How the document speaks of what is refused (RFC 9457).
extension OpenAPI {
    static func refusal(_ status: Int, _ problems: [ProblemCode]) -> JSON {
        let names = problems.reduce(into: [String]()) { names, problem in
            if !names.contains(problem.name) { names.append(problem.name) }
        }
        var object: JSONObject = ["description": .string(names.map { "`\($0)`" }.joined(separator: ", "))]
        let headers = headers(with: status)
        if !headers.isEmpty { object["headers"] = describe(headers) }
        let examples = names.map { name in
            JSONObject.Member(name: name, value: ["$ref": .string("#/components/examples/\(name)")])
        }
        object["content"] = [
            "application/problem+json": [
                "schema": SchemaDocument.problem.json, "examples": .object(JSONObject(examples)),
            ]
        ]
        return .object(object)
    }

    private static func headers(with status: Int) -> [Header] {
        switch status {
        case 401: [.challenge]
        case 405: [.allow]
        case 429, 503: [.retryAfter]
        default: []
        }
    }

    /// One example for each problem that any operation may have, by name.
    var problemExamples: JSON {
        var examples = JSONObject()
        for problem in operations.flatMap(\.problems) {
            examples[problem.name] = ["summary": .string(problem.title), "value": Self.example(of: problem)]
        }
        return .object(examples)
    }

    fileprivate static func example(of problem: ProblemCode) -> JSON {
        [
            "type": .string("/problems/\(problem.name)"), "title": .string(problem.title),
            "status": .number(JSONNumber(problem.status.code)), "detail": .string("\(problem.title)."),
            "instance": "/item/7", "code": .string(problem.name), "request_id": "4c6f2a90b1d34e57",
        ]
    }
}

extension SchemaDocument {
    /// The one shape of every error.
    public static let problem = object(
        "Problem",
        [
            .required("type", string.documented(description: "The page about this kind of problem.")),
            .required("title", string.documented(description: "The same for every problem of this kind.")),
            .required("status", integer(400...599)),
            .required("detail", string.documented(description: "What is wrong this time.")),
            .optional("instance", string.documented(description: "The path that was asked for.")),
            .required("code", string.documented(description: "The kind of problem, for programs.")),
            .required("request_id", string.documented(description: "Quote it when asking for help.")),
            .optional("errors", array(of: fieldProblem, atMost: FieldProblems.maximum)),
        ]
    ).documented(examples: [OpenAPI.example(of: .notFound)])

    private static let fieldProblem = object(
        "FieldProblem",
        [
            .optional("pointer", string.documented(description: "Where in the body (RFC 6901).")),
            .optional("parameter", string.documented(description: "Which query parameter.")),
            .optional("header", string.documented(description: "Which header field.")),
            .required("code", string), .required("detail", string),
        ])
}
