extension Schema {
    /// An object with these fields and no others; `make` is called when all of them are right.
    ///
    /// A closure written inside the list must say `@Sendable` (the compiler does not infer it there); better is a
    /// schema with a name, as here:
    ///
    ///     Schema.object("NewStore", .required("name", .name), .optional("currency", .currency)) { name, currency in
    ///         NewStore(name: name, currency: currency)
    ///     }
    public static func object<each Field: Sendable>(
        _ name: String, description: String? = nil, _ fields: repeat SchemaField<each Field>,
        make: @escaping @Sendable (repeat each Field) throws -> Value
    ) -> Schema<Value> {
        var properties: [SchemaDocument.Property] = []
        for field in repeat each fields { properties.append(field.property) }
        var document = SchemaDocument.object(name, properties, isClosed: true)
        document.description = description
        let names = properties.map(\.name)
        return Schema(document) { json, pointer, problems in
            guard case .object(let object) = json else {
                problems.report(pointer, "type", "must be an object, not \(json.kind)")
                return nil
            }
            let values = (repeat try (each fields).value(in: object, at: pointer, &problems))
            object.reportUnknownMembers(besides: names, at: pointer, &problems)
            guard let given = try? (repeat (each values).found()) else { return nil }
            return try problems.collect(at: .pointer(pointer.description)) { try make(repeat each given) }
        }
    }
}

/// One field of an object: its name, its rules, and whether it may be left out.
public struct SchemaField<Value: Sendable>: Sendable {
    let property: SchemaDocument.Property
    private let valueWhenAbsent: Value?
    private let check: @Sendable (JSON, JSONPointer, inout FieldProblems) throws -> Value?

    /// Must be there.
    public static func required(_ name: String, _ schema: Schema<Value>) -> Self {
        Self(
            property: SchemaDocument.Property(name, schema.document, isRequired: true), valueWhenAbsent: nil,
            check: schema.check)
    }

    /// nil when it is not there; null is refused unless `schema` takes it.
    public static func optional<Wrapped: Sendable>(
        _ name: String, _ schema: Schema<Wrapped>
    ) -> Self where Value == Wrapped? {
        Self(
            property: SchemaDocument.Property(name, schema.document, isRequired: false),
            valueWhenAbsent: .some(nil), check: schema.converted { Optional($0) }.check)
    }

    /// nil when it is not there, `.some(nil)` when it is null.
    public static func nullable<Wrapped: Sendable>(
        _ name: String, _ schema: Schema<Wrapped>
    ) -> Self where Value == Wrapped?? {
        optional(name, schema.orNull)
    }

    fileprivate func value(
        in object: JSONObject, at pointer: JSONPointer, _ problems: inout FieldProblems
    ) throws -> Value? {
        let pointer = pointer.appending(property.name)
        if let json = object[property.name] { return try check(json, pointer, &problems) }
        if valueWhenAbsent == nil { problems.report(pointer, "required", "is required") }
        return valueWhenAbsent
    }
}

extension Optional {
    struct Missing: Error {}

    /// What is there. Throws when it is nil: how a pack of optionals is unwrapped at once.
    func found() throws(Missing) -> Wrapped {
        guard let self else { throw Missing() }
        return self
    }
}

extension JSONObject {
    fileprivate func reportUnknownMembers(
        besides names: [String], at pointer: JSONPointer, _ problems: inout FieldProblems
    ) {
        for member in members where !names.contains(where: { $0.hasSameBytes(as: member.name) }) {
            let allowed = names.isEmpty ? "none are" : "allowed are \(names.joined(separator: ", "))"
            problems.report(pointer.appending(member.name), "unknown", "is not a field here; \(allowed)")
            if problems.all.count == FieldProblems.maximum { return }
        }
    }
}
