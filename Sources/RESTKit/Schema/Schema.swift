public import NIOCore

/// What a JSON value must be like, written down once: checks it, makes a `Value` of it, and documents itself.
///
/// All problems of a value are found in one go. Input is refused by its bytes before anything normalises or hashes it.
public struct Schema<Value: Sendable>: Sendable {
    /// The rules as JSON Schema says them, and as a form can be built from them.
    public var document: SchemaDocument
    let check: @Sendable (JSON, JSONPointer, inout FieldProblems) throws -> Value?

    /// `check` gives nil exactly when it has reported a problem.
    public init(
        _ document: SchemaDocument,
        check: @escaping @Sendable (JSON, JSONPointer, inout FieldProblems) throws -> Value?
    ) {
        self.document = document
        self.check = check
    }

    /// Reads a body. Throws ``JSONSyntaxError`` (400), ``InvalidInput`` (422), or what a conversion of ours failed with.
    public func value(of body: ByteBuffer) throws -> Value {
        try value(of: JSONReader.read(body))
    }

    /// Checks a value. Throws ``InvalidInput`` (422), or what a conversion of ours failed with.
    public func value(of json: JSON) throws -> Value {
        var problems = FieldProblems()
        guard let value = try check(json, JSONPointer(), &problems), problems.all.isEmpty else {
            throw InvalidInput(problems.all)
        }
        return value
    }

    /// The same rules and one more step. A ``FieldFault`` it throws becomes the field's problem.
    public func converted<New: Sendable>(_ convert: @escaping @Sendable (Value) throws -> New) -> Schema<New> {
        Schema<New>(document) { json, pointer, problems in
            guard let value = try check(json, pointer, &problems) else { return nil }
            return try problems.collect(at: .pointer(pointer.description)) { try convert(value) }
        }
    }

    /// Takes null too, and makes `value` of it.
    public func acceptingNull(as value: Value) -> Self {
        var document = document
        document.isNullable = true
        return Self(document) { json, pointer, problems in
            if case .null = json { return value }
            return try check(json, pointer, &problems)
        }
    }

    /// Takes null too, as nil.
    public var orNull: Schema<Value?> {
        converted { Optional($0) }.acceptingNull(as: nil)
    }

    /// The same rules with more said about them.
    public func documented(
        title: String? = nil, description: String? = nil, format: String? = nil, examples: [JSON]? = nil
    ) -> Self {
        var schema = self
        schema.document.title = title ?? document.title
        schema.document.description = description ?? document.description
        schema.document.format = format ?? document.format
        schema.document.examples = examples ?? document.examples
        return schema
    }
}
