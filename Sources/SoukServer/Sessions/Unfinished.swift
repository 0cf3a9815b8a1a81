import Catalogue
import RESTKit

/// Stands in until sessions are reached over HTTP: nobody gets in.
struct SessionAPI: Sendable {
    var logIn: Endpoint {
        Endpoint(answers: .noContent()) { _ in throw Problem.notReady("not built yet", retryAfter: 1) }
    }
    var logOut: Endpoint { logIn }
    var refresh: Endpoint { logIn }
}

struct ClosedGate: Gatekeeper {
    func admit(_ head: RequestHead, to route: Route, by access: Route.Access) async throws -> Caller? {
        if access.lock == .open { return nil }
        throw Problem.authorizationRequired
    }
}

extension Faces {
    var sessions: SessionAPI { SessionAPI() }
    var gatekeeper: any Gatekeeper { ClosedGate() }
}
