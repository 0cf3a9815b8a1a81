import Catalogue
import NIOCore
import RESTKit

/// The parts of one server, put together for its settings.
struct Faces: Sendable {
    let catalogue: Catalogue
    let settings: ServerSettings
    let clock: WallClock
    let tokens: Tokens
    let cursors: PageCursors
    let renewal: KeyRenewal
    let metrics: ServerMetrics
    let readiness: Readiness
    let load: ServerLoad
    let recent: RecentRequests
    let lastHour: LastHour
    let vitals: Vitals

    /// The table with every endpoint's handler.
    func routes(contract: Contract) -> [Route] {
        let lists = Lists(cursors: cursors, renewal: renewal)
        return Routes(
            home: HomeAPI(
                readiness: readiness, policy: settings.access, scheme: settings.http.tls == nil ? "http" : "https"),
            problems: ProblemAPI(), operations: OperationsAPI(readiness: readiness), metrics: metricsAPI,
            contract: ContractAPI(contract: contract),
            sessions: SessionAPI(sessions: catalogue.sessions, tokens: tokens, renewal: renewal, clock: clock),
            users: UserAPI(users: catalogue.users, policy: settings.access),
            stores: StoreAPI(stores: catalogue.stores, lists: lists),
            items: ItemAPI(items: catalogue.items, lists: lists), tags: TagAPI(tags: catalogue.tags, lists: lists)
        ).all
    }

    /// What all pages have in common.
    var panel: Panel {
        Panel(
            session: PanelSession(sessions: catalogue.sessions, tokens: tokens, clock: clock), users: catalogue.users,
            sessions: catalogue.sessions)
    }

    /// The panel's pages.
    var panelRoutes: [Route] {
        let (lists, panel) = (Lists(cursors: cursors, renewal: renewal), panel)
        return PanelRoutes(
            assets: AssetAPI(), signIn: SignInPages(panel: panel, users: catalogue.users),
            welcome: WelcomePages(panel: panel, users: catalogue.users, tokens: tokens),
            overview: OverviewPages(
                panel: panel, overview: catalogue.overview, lastHour: lastHour, vitals: vitals),
            requests: RequestPages(panel: panel, recent: recent),
            account: AccountPages(panel: panel, users: catalogue.users, sessions: catalogue.sessions),
            stores: StorePages(panel: panel, stores: catalogue.stores, tags: catalogue.tags, lists: lists),
            items: ItemPages(
                panel: panel, items: catalogue.items, stores: catalogue.stores, tags: catalogue.tags, lists: lists),
            bulk: BulkPages(panel: panel, bulk: catalogue.bulk, stores: catalogue.stores),
            exports: ItemExportPages(items: catalogue.items),
            imports: ItemImportPages(panel: panel, items: catalogue.items, kept: catalogue.keptFiles),
            tags: TagPages(panel: panel, tags: catalogue.tags, stores: catalogue.stores, lists: lists),
            users: UserPages(panel: panel, users: catalogue.users, sessions: catalogue.sessions, lists: lists)
        ).all
    }

    /// The contract of the policy in force. It describes itself too: the table that it is made of has one that is never made.
    func makeContract() -> Contract {
        Contract {
            let api = OpenAPI(
                routes(contract: makeContract()), policy: settings.access, requiresIfMatch: settings.requiresIfMatch,
                version: settings.version)
            return Contract.Documents(api, at: settings.origin)
        }
    }

    private var metricsAPI: MetricsAPI {
        MetricsAPI(
            gate: MetricsGate(policy: settings.access, token: settings.metricsToken), metrics: metrics,
            users: catalogue.users, draining: readiness.draining, load: load)
    }
}
