/// Input that is well formed but against the rules, all its problems at once: 422 `validation_failed`.
public struct InvalidInput: Error, Sendable, Equatable {
    /// At least one, at most 100.
    public let problems: [FieldProblem]

    public init(_ problems: [FieldProblem]) {
        self.problems = problems
    }

    /// One sentence for the client: the first problem, and how many more there are.
    public var detail: String {
        guard let first = problems.first else { return "The request is not valid." }
        let sentence = "\(first.subject) \(first.detail)"
        return problems.count == 1 ? sentence : "\(sentence) (and \(problems.count - 1) more)"
    }
}

/// A query that is not what RFC 3986 and UTF-8 allow, whatever its parameters mean: 400 `bad_request`.
public struct MalformedQuery: Error, Sendable, Equatable {
    /// One sentence fit for the client.
    public let detail: String

    public init(_ detail: String) {
        self.detail = detail
    }
}

extension FieldProblem {
    /// The field in words: `price`, `limit`, `the body`.
    fileprivate var subject: String {
        switch place {
        case .pointer(""): "the body"
        case .pointer(let pointer): String(pointer.dropFirst())
        case .parameter(let name), .header(let name): name
        }
    }
}
