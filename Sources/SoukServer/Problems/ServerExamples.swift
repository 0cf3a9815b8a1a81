import RESTKit

extension ProblemExample {
    /// Of what may be wrong on the server's side: no request is to blame.
    static let ofServers = [
        Self(nil, "/item", .internalError),
        Self(nil, "/item", .overloaded(retryAfter: 1)),
        Self(nil, "/readyz", .notReady("the database does not answer", retryAfter: 1)),
        Self(nil, "/item", Problem(.versionNotSupported)),
    ]
}
