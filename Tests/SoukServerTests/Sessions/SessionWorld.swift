import Catalogue
import NIOCore
import NIOHTTP1
import RESTKit
import SQLEngines
import TestDatabases
import Testing

@testable import SoukServer

/// The session endpoints and one address behind each lock, on an empty database, without a socket.
struct SessionWorld {
    static let password = "a long enough password"

    let engine: any Engine
    let clock: TestClock
    let catalogue: Catalogue
    let tokens: Tokens
    let router: Router

    /// Runs `body` in a fresh world on each engine.
    static func run(_ body: (SessionWorld) async throws -> Void) async throws {
        let keys = try KeyRing(current: KeyRing.Key(id: "first", secret: Array(repeating: 7, count: 32)))
        for kind in TestEngine.all {
            try await withDatabase(kind, template: .shop) { database in
                try await body(try SessionWorld(database.engine, TestClock(), keys))
            }
        }
    }

    init(_ engine: any Engine, _ clock: TestClock, _ keys: KeyRing) throws {
        self.engine = engine
        self.clock = clock
        let cost = try PasswordCost(memory: 8, passes: 1, lanes: 1)
        catalogue = Catalogue(
            engine: engine, clock: clock.wallClock,
            settings: CatalogueSettings(
                defaultCurrency: try Currency("USD"),
                accounts: AccountSettings(passwordCost: cost, hashParallelism: 2, hashQueueLimit: 1000)))
        tokens = Tokens(keys, clock: clock.wallClock)
        let renewal = KeyRenewal(keys: nil) { _ in }
        router = try Router(
            routes: Self.routes(
                SessionAPI(
                    sessions: catalogue.sessions, tokens: tokens, renewal: renewal, clock: clock.wallClock)),
            policy: .guarded,
            gatekeeper: SoukGatekeeper(
                tokens: tokens, renewal: renewal, sessions: catalogue.sessions, clock: clock.wallClock),
            explain: { Explanation.problem(for: $0) }, observer: SilentObserver())
    }

    private static func routes(_ sessions: SessionAPI) -> [Route] {
        [
            POST("/login", .open, "Log in", sessions.logIn),
            POST("/logout", .anyToken, "Log out", sessions.logOut),
            POST("/refresh", .refreshToken, "Get new tokens", sessions.refresh),
            GET("/open", .open, "Anybody", caller),
            GET("/mine", .signedIn, "Signed in", caller),
            GET("/fresh", .fresh, "Fresh", caller),
            GET("/editors", .signedIn, role: RoleName(rawValue: "editor"), "Editors", caller),
            GET("/fresh-editors", .fresh, role: RoleName(rawValue: "editor"), "Fresh editors", caller),
            GET("/nobodies", .signedIn, role: RoleName(rawValue: "emperor"), "Nobody", caller),
        ]
    }

    private static let caller = Endpoint(answers: .noContent()) { request in
        var response = Response.noContent
        if let caller = request.caller { response.headers.add(name: "Caller", value: "\(caller.userID)") }
        return response
    }

    /// The same database, as another start of the program finds it.
    func restarted(_ keys: KeyRing) throws -> SessionWorld { try SessionWorld(engine, clock, keys) }

    @discardableResult
    func user(_ email: String = "ann@example.org", role: Role = .viewer) async throws -> User {
        try await catalogue.users.create(EmailAddress(email), password: Password(Self.password), role: role, by: .owner)
    }
}

private struct SilentObserver: Observer {
    func finished(_ exchange: Exchange) {}
    func failed(_ error: any Error, head: RequestHead) { Issue.record(error) }
}
