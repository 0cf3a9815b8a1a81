/// Input that is well formed but against the rules, all its problems at once: 422 `validation_failed`.
public struct InvalidInput: Error, Sendable, Equatable {
    /// At least one, at most 100.
    public let problems: [FieldProblem]

    public init(_ problems: [FieldProblem]) {
        self.problems = problems
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
