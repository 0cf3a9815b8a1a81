import Catalogue
import NIOCore
import RESTKit

/// What all pages of the admin panel have in common: who is there, the frame around the content, and forms that only they
/// can have sent.
struct Panel: Sendable {
    let session: PanelSession
    let users: UserService
    let sessions: SessionService

    /// A page without a query.
    func page(_ make: @escaping @Sendable (Request, Visitor) async throws -> PanelPage) -> Endpoint {
        page(QuerySchema<Void>.none) { request, visitor, _ in try await make(request, visitor) }
    }

    /// A page with a query, which is read as far as it can be: a slip in an address shows nobody out.
    func page<Query: Sendable>(
        _ query: QuerySchema<Query>,
        _ make: @escaping @Sendable (Request, Visitor, Asked<Query>) async throws -> PanelPage
    ) -> Endpoint {
        page(leniently: query) { request, visitor in
            .page(try await make(request, visitor, Asked(query, request.head)))
        }
    }

    /// A page that reads its query itself.
    func page<Query: Sendable>(
        leniently query: QuerySchema<Query>, _ act: @escaping @Sendable (Request, Visitor) async throws -> PanelAnswer
    ) -> Endpoint {
        .page(leniently: query) { request in
            let visitor = try await visitor(request.head)
            return answer(try await act(request, visitor), to: visitor, request)
        }
    }

    /// What a form is sent to: does it and leads on, or shows the form again with what is wrong.
    func form(
        upTo limit: Int = Endpoint.bodyLimit,
        _ act: @escaping @Sendable (Request, Visitor, Form) async throws -> PanelAnswer
    ) -> Endpoint {
        .form(upTo: limit) { request, form in
            let visitor = try await visitor(request.head)
            try visitor.check(form)
            return answer(try await act(request, visitor, form), to: visitor, request)
        }
    }

    /// What a form is sent to from a page with a query, which leads back to the same.
    func form<Query: Sendable>(
        _ query: QuerySchema<Query>,
        _ act: @escaping @Sendable (Request, Visitor, Query, Form) async throws -> PanelAnswer
    ) -> Endpoint {
        .form(query) { request, query, form in
            let visitor = try await visitor(request.head)
            try visitor.check(form)
            return answer(try await act(request, visitor, query, form), to: visitor, request)
        }
    }

    /// What a form with a file is sent to.
    func upload(
        upTo limit: Int, _ act: @escaping @Sendable (Request, Visitor, Multipart) async throws -> PanelAnswer
    ) -> Endpoint {
        .upload(upTo: limit) { request, upload in
            let visitor = try await visitor(request.head)
            try visitor.check(upload.form)
            return answer(try await act(request, visitor, upload), to: visitor, request)
        }
    }

    private func answer(_ answer: PanelAnswer, to visitor: Visitor, _ request: Request) -> Response {
        switch answer {
        case .page(let page): show(page, to: visitor, request.head)
        case .done(let words, let address): Notice.said(words, at: address)
        case .response(let response): response
        }
    }

    /// Whose session the cookie names. Throws when there is none.
    func visitor(_ head: RequestHead) async throws -> Visitor {
        let claims = try session.claims(head)
        guard let id = LiveSession.ID(claims.sessionID), let live = try await sessions.live(id) else {
            throw Problem.tokenRevoked
        }
        return Visitor(
            user: try await users.find(live.userID), session: live, formToken: claims.tokenID,
            seenAt: claims.issuedAt)
    }

    func show(_ page: PanelPage, to visitor: Visitor, _ head: RequestHead) -> Response {
        let notice = Notice.take(head)
        var response = page.framed(for: visitor, notice).response()
        if let cookie = session.renewed(visitor) { response.headers.add(name: "Set-Cookie", value: cookie) }
        if notice != nil { response.headers.add(name: "Set-Cookie", value: Notice.removal) }
        return response
    }
}

/// What comes of a form.
enum PanelAnswer: Sendable {
    /// The form again, or what comes next of it.
    case page(PanelPage)
    /// It is done: these words are shown once, on the page at this address.
    case done(String, at: String)
    case response(Response)
}
