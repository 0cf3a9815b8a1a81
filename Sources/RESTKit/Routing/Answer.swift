public import NIOCore
public import NIOHTTP1

/// An answer that an endpoint gives when all goes well, as its documentation says it.
public struct Answer: Sendable {
    public let status: HTTPResponseStatus
    public let description: String
    /// nil: no content.
    public let mediaType: MediaType?
    /// nil: content that is not JSON, or none.
    public let schema: SchemaDocument?
    /// Whether it is a representation, and so carries an `ETag`.
    public let isRepresentation: Bool
    /// Fields worth documenting besides `ETag`.
    public let headers: [OpenAPI.Header]

    public init(
        _ status: HTTPResponseStatus, _ description: String, _ mediaType: MediaType? = nil,
        schema: SchemaDocument? = nil, isRepresentation: Bool = false, headers: [OpenAPI.Header] = []
    ) {
        self.status = status
        self.description = description
        self.mediaType = mediaType
        self.schema = schema
        self.isRepresentation = isRepresentation
        self.headers = headers
    }

    /// 200 with a representation.
    public static func ok(
        _ schema: SchemaDocument, _ description: String = "As it now is.", headers: [OpenAPI.Header] = []
    ) -> Answer {
        Answer(.ok, description, .json, schema: schema, isRepresentation: true, headers: headers)
    }

    /// 201 with a representation of what was created.
    public static func created(
        _ schema: SchemaDocument, _ description: String = "Created.", headers: [OpenAPI.Header] = [.location]
    ) -> Answer {
        Answer(.created, description, .json, schema: schema, isRepresentation: true, headers: headers)
    }

    /// 200 with JSON that is nobody else's and nothing to keep: tokens, health.
    public static func passing(_ schema: SchemaDocument, _ description: String) -> Answer {
        Answer(.ok, description, .json, schema: schema)
    }

    /// 204
    public static func noContent(_ description: String = "Done.") -> Answer {
        Answer(.noContent, description)
    }

    /// 200 with a page for people.
    public static func page(_ description: String) -> Answer {
        Answer(.ok, description, .html, isRepresentation: true)
    }
}

/// The answers in the words of handlers.
extension Response {
    /// 200 with a representation of the resource at the request's URL.
    public static func ok(_ json: ByteBuffer) -> Response { content(.ok, .json, json, isRepresentation: true) }

    /// 201 with a representation of what was created; `location`: where it can be fetched, nil when it cannot.
    public static func created(_ json: ByteBuffer, at location: String?) -> Response {
        var response = content(.created, .json, json, isRepresentation: true)
        if let location { response.headers.add(name: "Location", value: location) }
        return response
    }

    /// 200 with JSON that must not be kept (`no-store`).
    public static func passing(_ json: ByteBuffer) -> Response { content(.ok, .json, json) }

    /// 200 with content that is made while it is sent, and not kept (`no-store`): see ``ResponseStream``.
    public static func streamed(
        _ mediaType: MediaType, _ write: @escaping @Sendable (ResponseBodyWriter) async throws -> Void
    ) -> Response {
        Response(.ok, headers: HeaderFields("Content-Type", mediaType.field), stream: ResponseStream(write))
    }

    /// 204
    public static var noContent: Response { Response(.noContent) }

    /// Any content.
    public static func content(
        _ status: HTTPResponseStatus, _ mediaType: MediaType, _ content: ByteBuffer, isRepresentation: Bool = false
    ) -> Response {
        var response = Response(status, headers: HeaderFields("Content-Type", mediaType.field), body: content)
        response.isRepresentation = isRepresentation
        return response
    }
}
