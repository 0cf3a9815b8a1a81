/// Reads what a handler is given. Everything that is wrong with query and body is said at once.
extension Request {
    /// Throws a ``Problem``, or what a schema's own conversion failed with.
    func read<Query>(_ query: QuerySchema<Query>) throws -> Query {
        do {
            return try query.value(of: head.query)
        } catch {
            throw explanation(of: [error])
        }
    }

    /// Throws a ``Problem``, or what a schema's own conversion failed with.
    func read<Query, Body>(_ query: QuerySchema<Query>, _ body: Schema<Body>) throws -> (query: Query, body: Body) {
        switch (Result { try query.value(of: head.query) }, Result { try body.value(of: self.body) }) {
        case (.success(let query), .success(let body)): return (query, body)
        case (.failure(let query), .failure(let body)): throw explanation(of: [query, body])
        case (.failure(let error), _), (_, .failure(let error)): throw explanation(of: [error])
        }
    }

    /// 400 when something could not be read at all, else 422 with every field that is wrong; any other error as it is.
    private func explanation(of errors: [any Error]) -> any Error {
        var problems: [FieldProblem] = []
        for error in errors {
            switch error {
            case let syntax as JSONSyntaxError: return Problem(syntax)
            case let malformed as MalformedQuery: return Problem(.badRequest, malformed.detail)
            case let invalid as InvalidInput: problems += invalid.problems
            default: return error
            }
        }
        return Problem.validationFailed(Array(problems.prefix(Problem.mostErrors)))
    }
}

extension Problem {
    /// 400 `invalid_json`
    public init(_ error: JSONSyntaxError) {
        self.init(.invalidJSON, "the body is not JSON: at byte \(error.offset), \(error.reason)")
    }
}
