/// Reads what a handler is given. Everything that is wrong with query and body is said at once.
extension Request {
    func read<Query>(_ query: QuerySchema<Query>) throws(Problem) -> Query {
        switch reading({ try query.value(of: head.query) }) {
        case .success(let value): return value
        case .failure(let error): throw Problem(input: [error])
        }
    }

    func read<Query, Body>(
        _ query: QuerySchema<Query>, _ body: Schema<Body>
    ) throws(Problem) -> (query: Query, body: Body) {
        switch (reading { try query.value(of: head.query) }, reading { try body.value(of: self.body) }) {
        case (.success(let query), .success(let body)): return (query, body)
        case (.failure(let query), .failure(let body)): throw Problem(input: [query, body])
        case (.failure(let error), _), (_, .failure(let error)): throw Problem(input: [error])
        }
    }

    private func reading<Value>(_ read: () throws -> Value) -> Result<Value, any Error> {
        Result { try read() }
    }
}

extension Problem {
    /// What is said of `errors`, thrown by schemas: 400 when something could not be read at all, else 422 with every
    /// field that is wrong.
    init(input errors: [any Error]) {
        var problems: [FieldProblem] = []
        for error in errors {
            switch error {
            case let syntax as JSONSyntaxError:
                self.init(.invalidJSON, syntax.description)
                return
            case let malformed as MalformedQuery:
                self.init(.badRequest, malformed.detail)
                return
            case let problem as Problem:
                self = problem
                return
            case let invalid as InvalidInput: problems += invalid.problems
            default:
                self = .internalError
                return
            }
        }
        self = .validationFailed(Array(problems.prefix(100)))
    }
}
