extension SchemaDocument {
    /// As JSON Schema 2020-12: a reference when it has a name, else the definition.
    public var json: JSON {
        guard let name else { return definition }
        let reference: JSON = ["$ref": .string("#/components/schemas/\(name)")]
        return isNullable ? ["anyOf": [reference, ["type": "null"]]] : reference
    }

    /// As JSON Schema 2020-12, with its own name left out.
    public var definition: JSON {
        var object = JSONObject()
        object["type"] = typeName.map { isNullable && name == nil ? [.string($0), "null"] : .string($0) }
        object["title"] = title.map(JSON.string)
        object["description"] = description.map(JSON.string)
        object["format"] = format.map(JSON.string)
        addLimits(to: &object)
        addStructure(to: &object)
        object["default"] = defaultValue
        if !examples.isEmpty { object["examples"] = .array(examples) }
        return .object(object)
    }

    /// This document and those inside it that have names, outermost first.
    var named: [SchemaDocument] {
        let inner =
            switch kind {
            case .object(let properties): properties.flatMap(\.document.named)
            case .array(let element): element.named
            case .string, .integer, .number, .boolean, .any: [] as [SchemaDocument]
            }
        return name == nil ? inner : [self] + inner
    }

    private var typeName: String? {
        switch kind {
        case .string: "string"
        case .integer: "integer"
        case .number: "number"
        case .boolean: "boolean"
        case .object: "object"
        case .array: "array"
        case .any: nil
        }
    }

    private func addLimits(to object: inout JSONObject) {
        object["minimum"] = minimum.map { .number(JSONNumber($0)) }
        object["maximum"] = maximum.map { .number(JSONNumber($0)) }
        object["minLength"] = minLength.map { .number(JSONNumber($0)) }
        object["maxLength"] = maxLength.map { .number(JSONNumber($0)) }
        object["pattern"] = pattern.map(JSON.string)
        object["maxItems"] = maxItems.map { .number(JSONNumber($0)) }
        if hasUniqueItems { object["uniqueItems"] = true }
        guard !choices.isEmpty else { return }
        object["enum"] = .array(choices.map(JSON.string) + (isNullable ? [.null] : []))
    }

    private func addStructure(to object: inout JSONObject) {
        switch kind {
        case .array(let element): object["items"] = element.json
        case .object(let properties):
            object["properties"] = .object(
                JSONObject(properties.map { JSONObject.Member(name: $0.name, value: $0.document.json) }))
            let required = properties.filter(\.isRequired).map { JSON.string($0.name) }
            if !required.isEmpty { object["required"] = .array(required) }
            if isClosed { object["additionalProperties"] = false }
        case .string, .integer, .number, .boolean, .any: break
        }
    }
}
