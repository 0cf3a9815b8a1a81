import Catalogue
import Logging
import NIOCore
import NIOHTTP1
import RESTKit
import SQLEngines
import SoukServer
import TestDatabases
import Testing

/// A whole server with a port, a database and a clock of its own: the build that production runs.
struct TestServer: Sendable {
    let souk: SoukServer
    let clock: TestClock
    let client: Client

    let engine: any Engine

    /// On each engine in turn: starts a server, hands it to `body`, and stops it again whatever happens.
    static func run(
        _ policy: AccessPolicy = .open, _ change: (inout ServerSettings) throws -> Void = { _ in },
        _ body: (TestServer) async throws -> Void
    ) async throws {
        for kind in TestEngine.all {
            await Turns.servers.take()
            defer { Turns.servers.give() }
            try await withBuilt(on: kind) { settings in
                settings.access = policy
                try change(&settings)
            } _: { souk, clock, engine in
                try await souk.http.start()
                let outcome: Result<Void, any Error>
                do {
                    let port = try #require(souk.http.boundAddress?.port)
                    let server = TestServer(souk: souk, clock: clock, client: Client(port: port), engine: engine)
                    outcome = .success(try await body(server))
                } catch {
                    outcome = .failure(error)
                }
                await souk.http.stop()
                try outcome.get()
            }
        }
    }

    /// Runs `body` with a server that does not listen yet, on an empty database.
    static func withBuilt(
        on kind: TestEngine, _ change: (inout ServerSettings) throws -> Void,
        _ body: (SoukServer, TestClock, any Engine) async throws -> Void = { _, _, _ in }
    ) async throws {
        var settings = try ServerSettings.forTests
        try change(&settings)
        let (clock, metrics) = (TestClock(), ServerMetrics())
        var (sqlite, postgres) = (SQLiteOptions(), PostgresOptions.forTests)
        (sqlite.observer, postgres.observer) = (metrics.database, metrics.database)
        try await withDatabase(kind, sqlite: sqlite, postgres: postgres, template: .shop) { database in
            let souk = try await SoukServer.build(
                settings: settings, engine: database.engine, clock: clock.wallClock, metrics: metrics,
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, requestLog: { _ in })
            try await body(souk, clock, database.engine)
        }
    }
}

extension DatabaseTemplate {
    /// An empty shop.
    static let shop = DatabaseTemplate { engine in try await Migrator(Catalogue.migrations).up(engine) }
}

/// Somebody with an account, logged in.
struct Account: Sendable {
    static let password = "a long and quiet river"

    let id: Int64
    let email: String
    let accessToken: String
    let refreshToken: String
}

extension TestServer {
    /// Registers somebody new, gives them the role, and logs them in.
    func account(_ email: String, _ role: Role = .viewer) async throws -> Account {
        let body = #"{"email": "\#(email)", "password": "\#(Account.password)"}"#
        let registered = try await post("/register", body)
        let id = try #require(registered.json["id"].integer, "\(registered.text)")
        if role != .viewer { _ = try await souk.catalogue.users.setRole(role, of: User.ID(id), by: .owner) }
        return try await logIn(email)
    }

    /// Logs in somebody who has an account.
    func logIn(_ email: String) async throws -> Account {
        let tokens = try await post("/login", #"{"email": "\#(email)", "password": "\#(Account.password)"}"#)
        let access = try #require(tokens.json["access_token"].string, "\(tokens.text)")
        let refresh = try #require(tokens.json["refresh_token"].string)
        let me = try await get("/user/me", bearer: access)
        return Account(
            id: try #require(me.json["id"].integer), email: email, accessToken: access, refreshToken: refresh)
    }

    func get(_ target: String, bearer: String? = nil, _ headers: HTTPHeaders = [:]) async throws -> Answer {
        try await send(.GET, target, nil, bearer: bearer, headers)
    }

    func post(_ target: String, _ body: String?, bearer: String? = nil, _ headers: HTTPHeaders = [:]) async throws
        -> Answer
    {
        try await send(.POST, target, body, bearer: bearer, headers)
    }

    func put(_ target: String, _ body: String?, bearer: String? = nil, _ headers: HTTPHeaders = [:]) async throws
        -> Answer
    {
        try await send(.PUT, target, body, bearer: bearer, headers)
    }

    func patch(_ target: String, _ body: String?, bearer: String? = nil, _ headers: HTTPHeaders = [:]) async throws
        -> Answer
    {
        try await send(.PATCH, target, body, bearer: bearer, headers)
    }

    func delete(_ target: String, bearer: String? = nil, _ headers: HTTPHeaders = [:]) async throws -> Answer {
        try await send(.DELETE, target, nil, bearer: bearer, headers)
    }

    /// A body without a `Content-Type` of its own is `application/json`, of a `PATCH` a merge patch.
    func send(
        _ method: HTTPMethod, _ target: String, _ body: String?, bearer: String? = nil, _ headers: HTTPHeaders = [:]
    ) async throws -> Answer {
        var headers = headers
        if let bearer { headers.add(name: "Authorization", value: "Bearer \(bearer)") }
        if body != nil, !headers.contains(name: "Content-Type") {
            let type = method == .PATCH ? "application/merge-patch+json" : "application/json"
            headers.add(name: "Content-Type", value: type)
        }
        return try await client.send(method, target, headers: headers, body: body.map { ByteBuffer(string: $0) })
    }
}
