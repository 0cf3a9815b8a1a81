/// A parameter of a request as OpenAPI lists it.
public struct ParameterDocument: Sendable, Equatable {
    /// Where it stands.
    public enum Place: String, Sendable { case path, query, header }

    public let place: Place
    public let name: String
    public var schema: SchemaDocument
    public var description: String?
    public var examples: [JSON] = []
    /// Always so in a path.
    public var isRequired: Bool
    /// Whether a list's elements are each given by the name again, instead of with commas between them.
    public var isExploded = true

    public init(
        _ place: Place, _ name: String, _ schema: SchemaDocument, description: String? = nil, isRequired: Bool = false
    ) {
        self.place = place
        self.name = name
        self.schema = schema
        self.description = description
        self.isRequired = isRequired || place == .path
    }
}
