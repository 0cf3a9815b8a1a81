extension OpenAPI {
    /// The document as a value.
    public var document: JSON {
        ["openapi": "3.1.0"]
    }
}
