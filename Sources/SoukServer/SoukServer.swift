public import Catalogue
public import Logging
public import NIOCore
public import RESTKit
public import SQLEngines
public import ServiceLifecycle

/// The whole server: the shop, its faces, and the sockets they are reached by. Production and tests run this one build.
public struct SoukServer: Service {
    /// What the server does; for the command line, which speaks to it while it runs.
    public let catalogue: Catalogue
    /// The endpoint table, both policies' columns.
    public let routes: [Route]
    /// The panel's pages.
    public let panel: [Route]
    /// Starts, serves, drains and stops.
    public let http: HTTPServer
    /// The parts behind the routes; tests look at them.
    let faces: Faces
    private let contract: Contract
    private let tokens: Tokens
    private let cursors: PageCursors
    private let renewal: KeyRenewal

    /// A server on an engine whose tables are up to date. Nothing listens yet.
    ///
    /// `catalogue` is the shop on that engine, where one is open already. `signingKeys` are those of
    /// the settings, where other instances may change them.
    /// `requestLog` writes one line a request, cheaper than `logger` could.
    /// Throws ``UnsafeSettings`` for settings that must be asked for. The engine stays the caller's to close.
    public static func build(
        settings: ServerSettings, engine: any Engine, catalogue: Catalogue? = nil, clock: WallClock,
        metrics: ServerMetrics = ServerMetrics(), signingKeys: SigningKeys? = nil,
        group: (any EventLoopGroup)? = nil, logger: Logger, requestLog: @escaping @Sendable (Exchange) -> Void
    ) async throws -> SoukServer {
        try settings.check()
        if settings.isOpenToAll {
            logger.warning("The open access policy is served beyond this machine: anybody may change the catalogue.")
        }
        let observer = RequestObserver(
            logger: logger, requestLog: requestLog, metrics: RequestMetrics(factory: metrics.registry),
            lastHour: LastHour(clock: clock), clock: clock)
        let catalogue = catalogue ?? Catalogue(engine: engine, clock: clock, settings: settings.catalogue)
        return try SoukServer(settings, engine, catalogue, clock, metrics, signingKeys, group, observer, logger)
    }

    private init(
        _ settings: ServerSettings, _ engine: any Engine, _ catalogue: Catalogue, _ clock: WallClock,
        _ metrics: ServerMetrics, _ signingKeys: SigningKeys?,
        _ group: (any EventLoopGroup)?, _ observer: RequestObserver, _ logger: Logger
    ) throws {
        let draining = DrainState()
        let load = ServerLoad()
        let tokens = Tokens(settings.keys, clock: clock)
        let cursors = PageCursors(settings.keys)
        let renewal = KeyRenewal(keys: signingKeys) { keys in
            tokens.use(keys)
            cursors.use(keys)
            logger.notice("signing keys changed", metadata: ["signs": "\(keys.current.id)"])
        }
        let readiness = Readiness(engine: engine, draining: draining)
        let faces = Faces(
            catalogue: catalogue, settings: settings, clock: clock, tokens: tokens, cursors: cursors, renewal: renewal,
            metrics: metrics, readiness: readiness, load: load, recent: observer.recent, lastHour: observer.lastHour,
            vitals: Vitals(
                engine: engine, readiness: readiness, version: settings.version, dataFolder: settings.dataFolder))
        let contract = faces.makeContract()
        let routes = faces.routes(contract: contract)
        let panel = faces.panelRoutes
        let problems = ProblemPage(panel: faces.panel)
        let router = try Router(
            routes: routes + panel, policy: settings.access,
            gatekeeper: SoukGatekeeper(
                tokens: tokens, renewal: renewal, sessions: catalogue.sessions, clock: clock),
            explain: { Explanation.problem(for: $0) },
            page: { problem, head in await problems.response(problem, head) },
            observer: observer,
            crossOrigin: settings.crossOrigin, requiresIfMatch: settings.requiresIfMatch)
        self.catalogue = catalogue
        self.faces = faces
        self.tokens = tokens
        self.cursors = cursors
        self.renewal = renewal
        self.routes = routes
        self.panel = panel
        self.contract = contract
        http = HTTPServer(
            application: router, configuration: settings.http, draining: draining, load: load, group: group,
            logger: logger)
    }

    /// `/openapi.json` of the policy in force.
    public var openAPI: ByteBuffer {
        get async { await contract.documents.text }
    }

    /// Where the first admin is made, a path with its query, for an hour; nil when there is an admin. Whoever has it becomes
    /// one: it is for a person's eyes, and for no log.
    public func welcome() async throws -> String? {
        try await catalogue.users.hasAdmin() ? nil : "/admin/welcome?key=\(tokens.welcome())"
    }

    /// Signs with these keys from now on. Those that signed before must still be among them, or everybody is logged out.
    public func use(_ keys: KeyRing) {
        tokens.use(keys)
        cursors.use(keys)
    }

    /// Reads the signing keys anew, after another instance has changed them. Throws when they cannot be read.
    public func readKeys() async throws {
        try await renewal.readNow()
    }

    /// Serves until a graceful shutdown, then finishes what is under way.
    public func run() async throws {
        try await http.run()
    }
}
