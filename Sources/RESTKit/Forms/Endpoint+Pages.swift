import NIOHTTP1

/// Endpoints for people: they answer with pages, and what is refused is a page too (``Router``'s `page`).
extension Endpoint {
    /// A page without a query.
    public static func page(_ handler: @escaping @Sendable (Request) async throws -> Response) -> Endpoint {
        Endpoint(answers: .page, handler: handler)
    }

    /// A page with a query. A form that searches sends its empty boxes too: the address without them is the page's own.
    public static func page<Query: Sendable>(
        _ query: QuerySchema<Query>, _ handler: @escaping @Sendable (Request, Query) async throws -> Response
    ) -> Endpoint {
        page(leniently: query) { request in try await handler(request, request.read(query)) }
    }

    /// A page that reads its query itself, as far as it can be read (``QuerySchema/lenient(_:)``), and shows what is wrong
    /// with the rest.
    public static func page<Query: Sendable>(
        leniently query: QuerySchema<Query>, _ handler: @escaping @Sendable (Request) async throws -> Response
    ) -> Endpoint {
        Endpoint(query, nil, [.page], [], bodyLimit, false) { request in
            if let cleaned = request.head.query.flatMap(withoutEmpty) {
                return .seeOther(String(request.head.path) + cleaned)
            }
            return try await handler(request)
        }
    }

    /// A file that a page links to.
    public static func download<Query: Sendable>(
        _ query: QuerySchema<Query>,
        _ handler: @escaping @Sendable (Request, Query) async throws -> Response
    ) -> Endpoint {
        Endpoint(query, nil, [Answer(.ok, "A file.")], [], bodyLimit, false) { request in
            try await handler(request, request.read(query))
        }
    }

    /// What a form is sent to.
    public static func form(
        upTo limit: Int = bodyLimit, _ handler: @escaping @Sendable (Request, Form) async throws -> Response
    ) -> Endpoint {
        form(QuerySchema<Void>.none, upTo: limit) { request, _, form in try await handler(request, form) }
    }

    /// What a form is sent to, at an address with a query.
    public static func form<Query: Sendable>(
        _ query: QuerySchema<Query>, upTo limit: Int = bodyLimit,
        _ handler: @escaping @Sendable (Request, Query, Form) async throws -> Response
    ) -> Endpoint {
        let body = Body(document: SchemaDocument(.any), isRequired: true, mediaType: .form)
        return Endpoint(query, body, [.page], [], limit, false) { request in
            let query = try request.read(query)
            return try await handler(request, query, Form(request.body))
        }
    }

    /// What a form with a file is sent to.
    public static func upload(
        upTo limit: Int, _ handler: @escaping @Sendable (Request, Multipart) async throws -> Response
    ) -> Endpoint {
        let body = Body(document: SchemaDocument(.any), isRequired: true, mediaType: .multipart)
        let query = QuerySchema<Void>.none
        return Endpoint(query, body, [.page], [], limit, false) { request in
            try request.read(query)
            let type = request.head.headers.first(name: "Content-Type") ?? ""
            let body = request.body
            return try await handler(request, aside { try Multipart(body, contentType: type) })
        }
    }

    /// nil when there is nothing to leave out.
    private static func withoutEmpty(_ query: Substring) -> String? {
        let pieces = query.split(separator: "&", omittingEmptySubsequences: false)
        let kept = pieces.filter { !$0.isEmpty && $0.last != "=" }
        guard kept.count < pieces.count else { return nil }
        return kept.isEmpty ? "" : "?" + kept.joined(separator: "&")
    }
}

extension Answer {
    fileprivate static var page: Answer { Answer(.ok, "A page for people.", .html) }
}

extension Response {
    /// 303: what was sent has been done; go there and look (RFC 9110 §15.4.4).
    public static func seeOther(_ location: String) -> Response {
        Response(.seeOther, headers: ["Location": location])
    }
}
