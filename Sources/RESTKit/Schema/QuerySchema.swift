/// Which query parameters an endpoint takes, written down once: checks them, makes a `Value` of them, documents itself.
public struct QuerySchema<Value: Sendable>: Sendable {
    /// The parameters as OpenAPI lists them.
    public let parameters: [ParameterDocument]
    let names: [String]
    private let memory = QueryMemory<Value>()
    private let read: @Sendable ([(name: String, value: String)], inout FieldProblems) throws -> Value?
    /// What no query means: nothing need be looked up for it. nil when something must be given.
    private var whenEmpty: Value?

    /// These parameters and no others; `make` is called when all of them are right.
    ///
    ///     QuerySchema(.integer("limit", 1...200, default: 50), .flag("count")) { limit, count in … }
    public init<each Parameter: Sendable>(
        _ parameters: repeat QueryParameter<each Parameter>,
        make: @escaping @Sendable (repeat each Parameter) throws -> Value
    ) {
        var documents: [ParameterDocument] = []
        for parameter in repeat each parameters { documents.append(parameter.document) }
        self.parameters = documents
        names = documents.map(\.name)
        read = { pairs, problems in
            let values = (repeat try (each parameters).value(in: pairs, &problems))
            guard let given = try? (repeat (each values).found()) else { return nil }
            return try make(repeat each given)
        }
        whenEmpty = try? value(in: [])
    }

    private init(
        _ parameters: [ParameterDocument],
        read: @escaping @Sendable ([(name: String, value: String)], inout FieldProblems) throws -> Value?
    ) {
        self.parameters = parameters
        names = parameters.map(\.name)
        self.read = read
        whenEmpty = try? value(in: [])
    }

    /// These parameters and more; `make` is called when all of them are right.
    public func with<each Parameter: Sendable, More: Sendable>(
        _ parameters: repeat QueryParameter<each Parameter>,
        make: @escaping @Sendable (Value, repeat each Parameter) throws -> More
    ) -> QuerySchema<More> {
        var documents = self.parameters
        for parameter in repeat each parameters { documents.append(parameter.document) }
        let read = read
        return QuerySchema<More>(documents) { pairs, problems in
            let value = try read(pairs, &problems)
            let values = (repeat try (each parameters).value(in: pairs, &problems))
            guard let value, let given = try? (repeat (each values).found()) else { return nil }
            return try make(value, repeat each given)
        }
    }

    /// Checks what follows the target's `?`, nil when there is none.
    ///
    /// Throws ``MalformedQuery`` (400), ``InvalidInput`` with every problem (422), or what a conversion of ours failed with.
    public func value(of query: Substring?) throws -> Value {
        if query?.isEmpty ?? true, let whenEmpty { return whenEmpty }
        return try memory.value(of: query ?? "", read: reading)
    }

    private func reading(_ query: Substring) throws -> Value { try value(in: QueryText(query).pairs) }

    /// Throws ``InvalidInput`` with every problem, or what a conversion of ours failed with.
    func value(in pairs: [(name: String, value: String)]) throws -> Value {
        var problems = FieldProblems()
        reportUnknown(pairs, &problems)
        let value = try read(pairs, &problems)
        guard let value, problems.all.isEmpty else { throw InvalidInput(problems.all) }
        return value
    }

    func reportUnknown(_ pairs: [(name: String, value: String)], _ problems: inout FieldProblems) {
        for pair in pairs where !names.contains(where: { $0.hasSameBytes(as: pair.name) }) {
            let allowed = names.isEmpty ? "none are" : "allowed are \(names.joined(separator: ", "))"
            problems.report(.parameter(pair.name), "unknown", "is not a parameter here; \(allowed)")
        }
    }
}

extension QuerySchema where Value == Void {
    /// Takes no parameter and refuses any.
    public static var none: Self { Self {} }
}
