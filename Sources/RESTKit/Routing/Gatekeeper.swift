/// Decides who may pass, before a request's body is read.
public protocol Gatekeeper: Sendable {
    /// The caller, or nil when the lock is open. Throws a ``Problem``: 401, 403 or 429.
    /// - Parameter access: the lock and role of the route's column that is in force.
    func admit(_ head: RequestHead, to route: Route, by access: Route.Access) async throws -> Caller?
}
