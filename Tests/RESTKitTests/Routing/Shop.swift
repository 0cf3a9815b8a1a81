import NIOCore
import NIOHTTP1
import RESTKit
import Synchronization

/// A small application behind a real router, and what was heard of it.
struct Shop {
    let router: Router
    let observer = Ear()

    init(
        _ routes: [Route] = Shop.routes, policy: AccessPolicy = .guarded, crossOrigin: CrossOrigin = .off,
        requiresIfMatch: Bool = false
    ) throws {
        router = try Router(
            routes: routes, policy: policy, gatekeeper: Gate(),
            explain: { ($0 as? Sold).map { _ in Problem(.preconditionFailed, "sold") } }, observer: observer,
            crossOrigin: crossOrigin, requiresIfMatch: requiresIfMatch)
    }

    /// An error that the application explains.
    struct Sold: Error {}
    /// An error that nothing explains.
    struct Broken: Error {}

    /// What `GET /item/{item_id}` answers: its id is its length in bytes.
    static func item(_ length: Int64) -> ByteBuffer {
        ByteBuffer(string: "{\"pad\":\"" + String(repeating: "x", count: max(0, Int(length) - 10)) + "\"}")
    }

    static let routes: [Route] = [
        GET("/", .open, "Home", page),
        GET("/item", .signedIn, "List", list),
        POST("/item", .open, guarded: .fresh, role: RoleName(rawValue: "editor"), "Create", create),
        GET("/item/{item_id}", .signedIn, "Get", find),
        CHANGE("/item/{item_id}", .open, guarded: .signedIn, "Change", change),
        DELETE("/item/{item_id}", .open, guarded: .signedIn, "Delete", delete),
        GET("/item/mine", .open, "Mine", Endpoint(answers: .ok(.string)) { _ in .ok(ByteBuffer(string: "\"mine\"")) }),
        GET("/store/{store_id}", .open, "Get a store", find(by: "store_id")),
        GET("/problem/{code}", .open, "Fail", failing),
        GET("/user/{user_id}", .open, "Look", find(by: "user_id")).developmentOnly,
        POST("/login", .open, "Log in", logIn),
    ]

    private static let body = Schema<String>.object(
        "Thing", .required("name", .text(.trimmed(1...80))), .optional("size", .integer(1...9))
    ) { name, _ in name }

    private static let query = QuerySchema(.integer("limit", 1...200, default: 50)) { limit in limit }

    private static let page = Endpoint(answers: .page("A page"), .ok(.string)) { request in
        request.accepted == .html
            ? .content(.ok, .html, ByteBuffer(string: "<p>hello</p>"), isRepresentation: true)
            : .ok(ByteBuffer(string: "\"hello\""))
    }

    private static let list = Endpoint(query: query, answers: .ok(.string)) { _, limit in .ok(item(Int64(limit))) }

    private static let create = Endpoint(query: query, takes: body, answers: .created(.string), bodyLimit: 100) {
        _, _, name in
        .created(ByteBuffer(string: "\"\(name)\""), at: "/item/7")
    }

    private static let find = find(by: "item_id")

    private static func find(by name: String) -> Endpoint {
        Endpoint(answers: .ok(.string)) { request in .ok(item(try request.id(name))) }
    }

    private static let change = Endpoint(takes: body, answers: .ok(.string), isConditional: true) { request, _ in
        let content = item(try request.id("item_id"))
        try request.conditions.check(ETag(of: content))
        return .ok(content)
    }

    private static let delete = Endpoint(answers: .noContent(), isConditional: true) { request in
        let id = try request.id("item_id")
        if id == 404 { throw Problem.notFound }
        try request.conditions.check(ETag(of: item(id)))
        return .noContent
    }

    private static let logIn = Endpoint(mayTake: body, answers: .passing(.string, "Tokens")) { _, name in
        .passing(ByteBuffer(string: "\"\(name ?? String(repeating: "nobody", count: 400))\""))
    }

    private static let failing = Endpoint(answers: .ok(.string)) { request in
        switch request.parameters["code"] {
        case "sold": throw Sold()
        case "broken": throw Broken()
        default: throw Problem.notReady("asleep", retryAfter: 3)
        }
    }
}

extension Shop {
    /// Lets in by the token's name: `viewer`, `editor`, `stale`.
    private struct Gate: Gatekeeper {
        func admit(_ head: RequestHead, to route: Route, by access: Route.Access) async throws -> Caller? {
            guard access.lock != .open else { return nil }
            guard let field = head.headers.first(name: "Authorization") else { throw Problem.authorizationRequired }
            let name = String(field.dropFirst("Bearer ".count))
            guard ["viewer", "editor", "stale"].contains(name) else { throw Problem.invalidToken }
            if let role = access.role, role.rawValue == "editor", name == "viewer" {
                throw Problem.insufficientRole(role)
            }
            if access.lock == .fresh, name == "stale" { throw Problem.freshTokenRequired(maxAge: 300) }
            if name == "stale", head.headers.contains(name: "Busy") { throw Problem.tooManyRequests(retryAfter: 9) }
            return Caller(userID: 7, sessionID: "s", role: RoleName(rawValue: name), authenticatedAt: 0)
        }
    }

    /// Remembers what failed.
    final class Ear: Observer {
        private let failures = Mutex<[String]>([])

        var failed: [String] { failures.withLock { $0 } }

        func finished(_ exchange: Exchange) {}

        func failed(_ error: any Error, head: RequestHead) {
            failures.withLock { $0.append("\(type(of: error)) \(head.id)") }
        }
    }

    /// The answer to a request, by the steps that the HTTP server takes.
    func send(
        _ method: HTTPMethod, _ target: String, _ headers: HeaderFields = [:], body: String? = nil
    ) async -> Response {
        var headers = headers
        if let body { headers.add(name: "Content-Length", value: "\(body.utf8.count)") }
        let head = RequestHead(
            method: method, target: target, headers: headers, remoteAddress: "127.0.0.1", id: "r1",
            hasBody: !(body ?? "").isEmpty)
        switch await router.receive(head) {
        case .answer(let response): return response
        case .body(let limit, let respond):
            let content = ByteBuffer(string: body ?? "")
            if content.readableBytes > limit {
                return router.answer(.payloadTooLarge(limit: limit), to: head, id: "r1")
            }
            return await respond(content)
        }
    }
}

extension Response {
    var text: String { body.map { String(buffer: $0) } ?? "" }

    /// The `code` of a problem.
    var problem: String? {
        guard headers.first(name: "Content-Type") == "application/problem+json", let body,
            case .object(let object) = try? JSONReader.read(body), case .string(let code) = object["code"]
        else { return nil }
        return code
    }

    subscript(_ name: String) -> String? { headers[name].isEmpty ? nil : headers[name].joined(separator: ", ") }
}
