import NIOCore
import NIOHTTP1

/// What stands behind a route: what it takes, what it answers, which problems it may have, and the handler.
///
/// The handler is called when path, method, `Accept`, lock, size and type have been checked and everything that the
/// schemas describe is read: it gets values.
public final class Endpoint: Sendable {
    /// Bytes of body that an endpoint takes unless it says otherwise: 256 KiB.
    public static let bodyLimit = 262_144
    /// Bytes of a body that is sent to an endpoint that takes none: 16 KiB.
    static let ignoredBodyLimit = 16_384

    /// The query parameters that it takes; any other is refused.
    public let parameters: [ParameterDocument]
    /// nil: takes no body; a small one that is sent all the same is read and ignored (RFC 9110 §9.3.1).
    public let body: Body?
    /// The answers when all goes well.
    public let answers: [Answer]
    /// The problems of its own, besides those that its lock and its input bring with them.
    public let refuses: [ProblemCode]
    /// The largest body in bytes.
    public let bodyLimit: Int
    /// Whether a write honours `If-Match` and `If-None-Match`: then its handler checks ``Request/conditions``.
    public let isConditional: Bool
    /// Whether a request to read it is answered also when the server is too busy for any other: who asks whether it lives
    /// must not hear that it does not. Its handler must be cheap (``Application/isUrgent(_:)``).
    public let isUrgent: Bool
    /// The media types of its answers, the preferred one first; none when it answers without content.
    let mediaTypes: [MediaType]
    let handle: @Sendable (Request) async throws -> Response

    /// A body: what it must be, and whether it must be.
    public struct Body: Sendable {
        public let document: SchemaDocument
        public let isRequired: Bool
        /// nil: JSON, of the kinds that the method takes.
        var mediaType: MediaType?

        func mediaTypes(for method: HTTPMethod) -> [MediaType] {
            mediaType.map { [$0] } ?? MediaType.taken(by: method)
        }
    }

    /// Whether it is there for people alone: it answers with pages, and refuses with one.
    var isPage: Bool { mediaTypes == [.html] }

    init<Query: Sendable>(
        _ query: QuerySchema<Query>, _ body: Body?, _ answers: [Answer], _ refuses: [ProblemCode], _ bodyLimit: Int,
        _ isConditional: Bool, isUrgent: Bool = false, _ handle: @escaping @Sendable (Request) async throws -> Response
    ) {
        parameters = query.parameters
        self.body = body
        self.answers = answers
        self.refuses = refuses
        self.bodyLimit = body == nil ? min(bodyLimit, Self.ignoredBodyLimit) : bodyLimit
        self.isConditional = isConditional
        self.isUrgent = isUrgent
        mediaTypes = answers.compactMap(\.mediaType).uniqued
        self.handle = handle
    }
}

extension Endpoint {
    /// Takes neither query nor body.
    public convenience init(
        answers: Answer..., refuses: [ProblemCode] = [], bodyLimit: Int = Endpoint.bodyLimit,
        isConditional: Bool = false, isUrgent: Bool = false,
        handler: @escaping @Sendable (Request) async throws -> Response
    ) {
        let query = QuerySchema<Void>.none
        self.init(query, nil, answers, refuses, bodyLimit, isConditional, isUrgent: isUrgent) { request in
            try request.read(query)
            return try await handler(request)
        }
    }

    /// Takes a query.
    public convenience init<Query: Sendable>(
        query: QuerySchema<Query>, answers: Answer..., refuses: [ProblemCode] = [],
        bodyLimit: Int = Endpoint.bodyLimit, isConditional: Bool = false,
        handler: @escaping @Sendable (Request, Query) async throws -> Response
    ) {
        self.init(query, nil, answers, refuses, bodyLimit, isConditional) { request in
            try await handler(request, request.read(query))
        }
    }

    /// Takes a body.
    public convenience init<Value: Sendable>(
        takes body: Schema<Value>, answers: Answer..., refuses: [ProblemCode] = [],
        bodyLimit: Int = Endpoint.bodyLimit, isConditional: Bool = false,
        handler: @escaping @Sendable (Request, Value) async throws -> Response
    ) {
        let query = QuerySchema<Void>.none
        let described = Body(document: body.document, isRequired: true)
        self.init(query, described, answers, refuses, bodyLimit, isConditional) { request in
            try await handler(request, request.read(query, body).body)
        }
    }

    /// Takes a query and a body.
    public convenience init<Query: Sendable, Value: Sendable>(
        query: QuerySchema<Query>, takes body: Schema<Value>, answers: Answer..., refuses: [ProblemCode] = [],
        bodyLimit: Int = Endpoint.bodyLimit, isConditional: Bool = false,
        handler: @escaping @Sendable (Request, Query, Value) async throws -> Response
    ) {
        let described = Body(document: body.document, isRequired: true)
        self.init(query, described, answers, refuses, bodyLimit, isConditional) { request in
            let input = try request.read(query, body)
            return try await handler(request, input.query, input.body)
        }
    }

    /// Takes a body, or does without: then the handler gets nil.
    public convenience init<Value: Sendable>(
        mayTake body: Schema<Value>, answers: Answer..., refuses: [ProblemCode] = [],
        bodyLimit: Int = Endpoint.bodyLimit, isConditional: Bool = false,
        handler: @escaping @Sendable (Request, Value?) async throws -> Response
    ) {
        let query = QuerySchema<Void>.none
        let described = Body(document: body.document, isRequired: false)
        self.init(query, described, answers, refuses, bodyLimit, isConditional) { request in
            if request.body.readableBytes > 0 {
                return try await handler(request, request.read(query, body).body)
            }
            try request.read(query)
            return try await handler(request, nil)
        }
    }
}

extension [MediaType] {
    fileprivate var uniqued: [MediaType] {
        reduce(into: []) { unique, type in if !unique.contains(type) { unique.append(type) } }
    }
}
