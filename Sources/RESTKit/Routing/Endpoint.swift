/// What stands behind a route: what it takes, what it answers, which problems it may have, and the handler.
public struct Endpoint: Sendable {
    let handle: @Sendable (Request) async throws -> Response
}
