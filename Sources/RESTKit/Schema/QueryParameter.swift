/// One query parameter: its name, its rules, and what it is when not given.
public struct QueryParameter<Value: Sendable>: Sendable {
    /// As OpenAPI lists it.
    public var document: ParameterDocument
    private let whenAbsent: @Sendable () throws -> Value
    private let convert: @Sendable ([String]) throws -> Value

    /// A parameter given at most once. `convert` throws a ``FieldFault`` for what it does not take.
    public init(
        _ name: String, _ schema: SchemaDocument, whenAbsent: Value,
        convert: @escaping @Sendable (String) throws -> Value
    ) {
        document = ParameterDocument(.query, name, schema)
        self.whenAbsent = { whenAbsent }
        self.convert = { values in
            guard let value = values.first, values.count == 1 else {
                throw InvalidValue("duplicate", "must be given only once")
            }
            return try convert(value)
        }
    }

    /// A parameter that may be given up to `maximum` times, each by `convert`.
    public init<Element: Sendable>(
        repeatable name: String, _ schema: SchemaDocument, atMost maximum: Int,
        convert: @escaping @Sendable (String) throws -> Element
    ) where Value == [Element] {
        document = ParameterDocument(.query, name, .array(of: schema, atMost: maximum))
        self.whenAbsent = { [] }
        self.convert = { values in
            guard values.count <= maximum else {
                throw InvalidValue("max_items", "must be given at most \(maximum) times")
            }
            return try values.map(convert)
        }
    }

    /// The same parameter with more said about it.
    public func documented(_ description: String, examples: [JSON] = []) -> Self {
        var parameter = self
        parameter.document.description = description
        parameter.document.examples = examples
        return parameter
    }

    func value(in pairs: [(name: String, value: String)], _ problems: inout FieldProblems) throws -> Value? {
        let values = pairs.compactMap { $0.name.hasSameBytes(as: document.name) ? $0.value : nil }
        return try problems.collect(at: .parameter(document.name)) {
            try values.isEmpty ? whenAbsent() : convert(values)
        }
    }
}
