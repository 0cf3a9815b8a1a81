import RESTKit

/// The contract of the policy in force.
struct ContractAPI: Sendable {
    let contract: Contract

    /// `/openapi.json`
    var document: Endpoint {
        Endpoint(answers: .ok(.any, "OpenAPI 3.1.")) { _ in await contract.documents.file }
    }

    /// `/docs`: to read and to try.
    var page: Endpoint {
        Endpoint(answers: .page("The contract for people.")) { _ in await contract.documents.page }
    }
}

extension OpenAPI {
    /// The contract of `routes`.
    init(_ routes: [Route], policy: AccessPolicy, requiresIfMatch: Bool, version: String) {
        self.init(
            Information(
                title: "Souk", version: version, summary: "A shop\u{2019}s stores, items, tags and users.",
                description: Self.introduction),
            tags: [
                Tag("users", "Accounts: registering, and one\u{2019}s own account."),
                Tag("sessions", "Logging in and out, and new tokens."),
                Tag("stores", "Shops, each with one currency."),
                Tag("items", "What stores sell, and the tags on it."),
                Tag("tags", "Words that a store puts on its items."),
                Tag("service", "Health, metrics, and this contract."),
            ],
            operations: routes.flatMap { $0.operations(policy, requiresIfMatch: requiresIfMatch) })
    }

    private static let introduction = """
        Register, log in, and send the access token as `Authorization: Bearer`. An access token lasts 15 minutes; \
        `POST /refresh` renews it. Operations with `x-lock: fresh` ask for a password check within the last 5 minutes. \
        Every error is `application/problem+json` with a stable `code`; `/problems/{code}` explains it.
        """
}

extension SchemaDocument {
    fileprivate static let any = SchemaDocument(.any)
}
