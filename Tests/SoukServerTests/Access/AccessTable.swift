import NIOHTTP1
import Testing

/// One line of API.md's endpoint table: what each visitor is answered, under each policy.
struct AccessLine: Sendable, CustomTestStringConvertible {
    let method: HTTPMethod
    let path: String
    let body: String?
    let open: Expectation
    let guarded: Expectation

    init(_ method: HTTPMethod, _ path: String, _ body: String? = nil, open: Expectation, guarded: Expectation) {
        self.method = method
        self.path = path
        self.body = body
        self.open = open
        self.guarded = guarded
    }

    var testDescription: String { "\(method) \(path)" }
}

/// Statuses for nobody, a viewer, an editor whose login is six minutes old, an editor and an admin.
struct Expectation: Sendable {
    let nobody, viewer, stale, editor, admin: Int

    static func all(_ status: Int) -> Self { .init(status, status, status, status, status) }

    init(_ nobody: Int, _ viewer: Int, _ stale: Int, _ editor: Int, _ admin: Int) {
        (self.nobody, self.viewer, self.stale, self.editor, self.admin) = (nobody, viewer, stale, editor, admin)
    }

    subscript(visitor: Visitor) -> Int {
        switch visitor {
        case .nobody: nobody
        case .viewer: viewer
        case .stale: stale
        case .editor: editor
        case .admin: admin
        }
    }
}

enum Visitor: String, CaseIterable, Sendable { case nobody, viewer, stale, editor, admin }

extension AccessLine {
    /// Written by hand from API.md §1, not from the routes, so that the two can be compared.
    // swift-format-ignore
    static let table: [AccessLine] = [
        .init(.POST, "/register", #"{"email":"{new}@example.org","password":"a long and quiet river"}"#,
              open: .all(201),                     guarded: .all(201)),
        .init(.POST, "/login", #"{"email":"{email}","password":"a long and quiet river"}"#,
              open: .all(200),                     guarded: .all(200)),
        .init(.POST, "/logout",
              open: .init(401, 204, 204, 204, 204), guarded: .init(401, 204, 204, 204, 204)),
        .init(.POST, "/refresh",
              open: .init(401, 200, 200, 200, 200), guarded: .init(401, 200, 200, 200, 200)),

        .init(.GET,    "/user/{user_id}", open: .all(200), guarded: .all(404)),
        .init(.DELETE, "/user/{user_id}", open: .all(204), guarded: .all(404)),
        .init(.GET,    "/user/me",
              open: .init(401, 200, 200, 200, 200), guarded: .init(401, 200, 200, 200, 200)),
        .init(.PATCH,  "/user/me", #"{"password":"another quiet river"}"#,
              open: .init(401, 200, 401, 200, 200), guarded: .init(401, 200, 401, 200, 200)),
        .init(.DELETE, "/user/me",
              open: .init(401, 204, 401, 204, 204), guarded: .init(401, 204, 401, 204, 204)),

        .init(.GET,    "/store",            open: .all(200), guarded: .all(200)),
        .init(.POST,   "/store", #"{"name":"{new}"}"#,
              open: .all(201),                     guarded: .init(401, 403, 401, 201, 201)),
        .init(.GET,    "/store/{store_id}", open: .all(200), guarded: .all(200)),
        .init(.PUT,    "/store/{store_id}", #"{"name":"{new}"}"#,
              open: .all(200),                     guarded: .init(401, 403, 200, 200, 200)),
        .init(.PATCH,  "/store/{store_id}", #"{"name":"{new}"}"#,
              open: .all(200),                     guarded: .init(401, 403, 200, 200, 200)),
        .init(.DELETE, "/store/{store_id}",
              open: .all(204),                     guarded: .init(401, 403, 401, 204, 204)),

        .init(.GET,    "/item",
              open: .init(401, 200, 200, 200, 200), guarded: .init(401, 200, 200, 200, 200)),
        .init(.POST,   "/item", #"{"name":"new","price":1.5,"store_id":{store_id}}"#,
              open: .init(401, 201, 401, 201, 201), guarded: .init(401, 403, 401, 201, 201)),
        .init(.GET,    "/item/{item_id}",
              open: .init(401, 200, 200, 200, 200), guarded: .init(401, 200, 200, 200, 200)),
        .init(.PUT,    "/item/{item_id}", #"{"price":2}"#,
              open: .all(200),                     guarded: .init(401, 403, 200, 200, 200)),
        .init(.PATCH,  "/item/{item_id}", #"{"price":3}"#,
              open: .all(200),                     guarded: .init(401, 403, 200, 200, 200)),
        .init(.DELETE, "/item/{item_id}",
              open: .init(401, 204, 204, 204, 204), guarded: .init(401, 403, 204, 204, 204)),

        .init(.GET,    "/store/{store_id}/tag", open: .all(200), guarded: .all(200)),
        .init(.POST,   "/store/{store_id}/tag", #"{"name":"new"}"#,
              open: .all(201),                     guarded: .init(401, 403, 201, 201, 201)),
        .init(.POST,   "/item/{item_id}/tag/{tag_id}",
              open: .all(201),                     guarded: .init(401, 403, 201, 201, 201)),
        .init(.DELETE, "/item/{item_id}/tag/{linked_tag_id}",
              open: .all(204),                     guarded: .init(401, 403, 204, 204, 204)),
        .init(.GET,    "/tag/{tag_id}",         open: .all(200), guarded: .all(200)),
        .init(.PUT,    "/tag/{tag_id}", #"{"name":"new"}"#,
              open: .all(200),                     guarded: .init(401, 403, 200, 200, 200)),
        .init(.PATCH,  "/tag/{tag_id}", #"{"name":"new"}"#,
              open: .all(200),                     guarded: .init(401, 403, 200, 200, 200)),
        .init(.DELETE, "/tag/{tag_id}",
              open: .all(204),                     guarded: .init(401, 403, 204, 204, 204)),

        .init(.GET, "/",                open: .all(200), guarded: .all(200)),
        .init(.GET, "/openapi.json",    open: .all(200), guarded: .all(200)),
        .init(.GET, "/docs",            open: .all(200), guarded: .all(200)),
        .init(.GET, "/problems",        open: .all(200), guarded: .all(200)),
        .init(.GET, "/problems/{code}", open: .all(200), guarded: .all(200)),
        .init(.GET, "/livez",           open: .all(200), guarded: .all(200)),
        .init(.GET, "/readyz",          open: .all(200), guarded: .all(200)),
        .init(.GET, "/metrics",         open: .all(200), guarded: .all(404)),
    ]
}
