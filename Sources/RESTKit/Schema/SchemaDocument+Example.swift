extension SchemaDocument {
    /// A value that the document allows: one that it names itself, else one made from its rules.
    public var example: JSON {
        if let example = examples.first { return example }
        if let defaultValue { return defaultValue }
        if let choice = choices.first { return .string(choice) }
        if isNullable { return .null }
        return exampleOfKind
    }

    private var exampleOfKind: JSON {
        switch kind {
        case .string: "text"
        case .integer, .number: .number(JSONNumber(min(max(minimum ?? 1, 1), maximum ?? .max)))
        case .boolean: true
        case .array(let element): [element.example]
        case .object(let properties):
            .object(JSONObject(properties.map { JSONObject.Member(name: $0.name, value: $0.document.example) }))
        case .any: [:]
        }
    }
}
