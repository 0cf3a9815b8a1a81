import NIOCore
import NIOHTTP1

/// The application between the HTTP server and the handlers: finds the route, checks in API.md §1's order, lets the
/// handler answer, explains errors, and finishes every answer alike.
public struct Router: Application {
    /// Of RFC 9110 §9.3, RFC 5789 and the HTTP QUERY method: 405 where a path lacks them. Any other is unknown: 501.
    private static let knownMethods: [HTTPMethod] = [
        .GET, .HEAD, .POST, .PUT, .PATCH, .DELETE, .OPTIONS, .TRACE, .CONNECT, .RAW(value: "QUERY"),
    ]

    private let table: RouteTable
    private let gatekeeper: any Gatekeeper
    private let explain: @Sendable (any Error) -> Problem?
    private let page: @Sendable (Problem, RequestHead) async -> Response?
    private let observer: any Observer
    private let finishing: Finishing
    private let requiresIfMatch: Bool

    /// - Parameters:
    ///   - explain: what the application's own errors are to a client; nil for what it does not expect, which is
    ///     answered by `internal`. The observer is told of every error with a status of 5xx.
    ///   - page: what a person is shown of a problem, where pages stand and where nothing does; nil for a problem document.
    ///   - requiresIfMatch: whether a write to a conditional endpoint without `If-Match` is refused (428).
    /// - Throws: ``RouteTableError`` when the routes contradict each other.
    public init(
        routes: [Route], policy: AccessPolicy, gatekeeper: any Gatekeeper,
        explain: @escaping @Sendable (any Error) -> Problem?,
        page: @escaping @Sendable (Problem, RequestHead) async -> Response? = { _, _ in nil }, observer: any Observer,
        crossOrigin: CrossOrigin = .off, requiresIfMatch: Bool = false
    ) throws(RouteTableError) {
        table = try RouteTable(routes, policy: policy)
        self.gatekeeper = gatekeeper
        self.explain = explain
        self.page = page
        self.observer = observer
        finishing = Finishing(crossOrigin: crossOrigin)
        self.requiresIfMatch = requiresIfMatch
    }

    public func receive(_ head: RequestHead) async -> Reception {
        var visit = Visit(head)
        do {
            if var options = try find(&visit) {
                finishing.finish(&options, visit)
                return .answer(options)
            }
            try await admit(&visit)
        } catch {
            return .answer(await refusal(error, visit))
        }
        guard head.hasBody else { return .answer(await respond(visit, ByteBuffer())) }
        let admitted = visit
        return .body(limit: visit.bodyLimit) { body in await respond(admitted, body) }
    }

    public func isUrgent(_ head: RequestHead) -> Bool {
        guard head.method.isReading, let (resource, _) = try? table.find(head) else { return false }
        return resource.line(for: head.method)?.route.endpoint.isUrgent ?? false
    }

    public func answer(_ fault: HTTPFault, to head: RequestHead?, id: String) -> Response {
        let problem = Problem(fault)
        let visit = head.map(Visit.init)
        var response = problem.response(instance: head.map { String($0.path) }, requestID: id)
        finishing.finish(&response, visit)
        return response
    }

    public func finished(_ exchange: Exchange) {
        observer.finished(exchange)
    }

    /// Path and method. The answer, when the method is `OPTIONS`.
    private func find(_ visit: inout Visit) throws(Problem) -> Response? {
        let head = visit.head
        if head.target == "*", head.method == .OPTIONS { return options(table.allow, head) }
        let (resource, parameters) = try table.find(head)
        if let line = resource.line(for: head.method) {
            visit.line = line
            visit.parameters = parameters
            return nil
        }
        if head.method == .OPTIONS { return options(resource.allow, head) }
        guard Self.knownMethods.contains(head.method) else {
            throw Problem(.notImplemented, "the method \(head.method.rawValue.prefix(32)) is not known here")
        }
        throw Problem(
            .methodNotAllowed, "this address takes \(resource.allow)", headers: ["Allow": resource.allow])
    }

    private func options(_ allow: String, _ head: RequestHead) -> Response {
        var response = Response(.noContent, headers: ["Allow": allow])
        if allow.contains("PATCH") { response.headers.add(name: "Accept-Patch", value: MediaType.mergePatch.name) }
        finishing.crossOrigin.allowPreflight(head, of: allow, in: &response.headers)
        return response
    }

    /// Everything that is decided on the head alone, in order.
    private func admit(_ visit: inout Visit) async throws {
        guard let line = visit.line else { throw Problem.notFound }
        let endpoint = line.route.endpoint
        visit.accepted = try visit.head.negotiated(endpoint.mediaTypes)
        visit.caller = try await gatekeeper.admit(visit.head, to: line.route, by: line.access)
        if visit.head.hasBody { try visit.head.checkLength(endpoint.bodyLimit) }
        if let body = endpoint.body { try visit.head.checkType(body.mediaTypes(for: visit.head.method)) }
        guard visit.parameters.idsAreCanonical else { throw Problem.notFound }
        if visit.isReading || endpoint.isConditional {
            visit.conditions = try Conditions(
                visit.head.headers, requiresIfMatch: requiresIfMatch && !visit.isReading)
        }
    }

    private func respond(_ visit: Visit, _ body: ByteBuffer) async -> Response {
        do {
            guard let endpoint = visit.line?.route.endpoint else { throw Problem.notFound }
            var response = try await endpoint.handle(Request(visit, body))
            try visit.checkIfMatch(response)
            if let stream = response.stream { response.stream = watched(stream, visit.head) }
            finishing.finish(&response, visit)
            return response
        } catch {
            return await refusal(error, visit)
        }
    }

    /// A stream that fails can only be cut off: nobody but the observer is told why. When the client has gone that is no
    /// failure, whatever it does to the stream.
    private func watched(_ stream: ResponseStream, _ head: RequestHead) -> ResponseStream {
        ResponseStream { [observer] writer in
            do {
                try await stream.write(writer)
            } catch {
                if !Task.isCancelled { observer.failed(error, head: head) }
                throw error
            }
        }
    }

    /// The one place where errors become answers.
    private func refusal(_ error: any Error, _ visit: Visit) async -> Response {
        let problem = (error as? Problem) ?? explained(error, visit.head)
        var response =
            await shown(problem, visit) ?? problem.response(instance: String(visit.head.path), requestID: visit.head.id)
        finishing.finish(&response, visit)
        return response
    }

    private func shown(_ problem: Problem, _ visit: Visit) async -> Response? {
        guard visit.line.map({ $0.route.endpoint.isPage || $0.access.lock == .browser }) ?? true else { return nil }
        return await page(problem, visit.head)
    }

    /// What went wrong on our side, with a status of its own or without, is told to the observer too.
    private func explained(_ error: any Error, _ head: RequestHead) -> Problem {
        let problem = explain(error) ?? .internalError
        if problem.code.status.code >= 500 { observer.failed(error, head: head) }
        return problem
    }
}

extension Request {
    fileprivate init(_ visit: Visit, _ body: ByteBuffer) {
        self.init(
            head: visit.head, parameters: visit.parameters, body: body, caller: visit.caller,
            accepted: visit.accepted, conditions: visit.conditions)
    }
}

extension Visit {
    fileprivate var bodyLimit: Int { line?.route.endpoint.bodyLimit ?? 0 }

    /// For `GET` and `HEAD` (RFC 9110 §13.1.1); writes check their conditions themselves, before they write.
    fileprivate func checkIfMatch(_ response: Response) throws(Problem) {
        guard let ifMatch = conditions.ifMatch, isReading, response.isRepresentation, let content = response.body else {
            return
        }
        if !ifMatch.matchesStrongly(ETag(of: content)) { throw .preconditionFailed }
    }
}

extension RequestHead {
    /// Throws `not_acceptable` when the client takes none of `offers`. Without offers there is nothing to choose.
    fileprivate func negotiated(_ offers: [MediaType]) throws(Problem) -> MediaType? {
        if offers.isEmpty { return nil }
        if let accepted = headers.accepted(of: offers) { return accepted }
        throw Problem(.notAcceptable, "this address answers with \(offers.map(\.name).joined(separator: ", "))")
    }
}
