import Catalogue
import RESTKit

extension ProblemExample {
    /// Of what may be wrong with who is asking, and with what a write depends on.
    static let ofAccess = [
        Self("curl $SOUK/item", "/item", .authorizationRequired),
        Self("curl $SOUK/item -H 'Authorization: Bearer not.a.token'", "/item", .invalidToken),
        Self(nil, "/item", .tokenExpired),
        Self(
            """
            curl -X POST $SOUK/logout -H "Authorization: Bearer $TOKEN"
            curl $SOUK/user/me -H "Authorization: Bearer $TOKEN"
            """, "/user/me", .tokenRevoked),
        Self(nil, "/item", .freshTokenRequired(maxAge: SoukGatekeeper.freshness)),
        Self(
            """
            curl $SOUK/login --json '{"email": "me@example.com", "password": "not the password"}'
            """, "/login", Explanation.problem(for: CatalogueError.invalidCredentials)),
        Self(nil, "/store", .insufficientRole(.editor)),
        Self(nil, "/register", Explanation.problem(for: CatalogueError.registrationClosed)),
        Self(nil, "/user/me", Explanation.problem(for: CatalogueError.lastAdmin)),
        Self(nil, "/admin/stores/new", .csrfFailed),
        Self(
            """
            curl $SOUK/register --json '{"email": "me@example.com", "password": "a long and quiet river"}'
            curl $SOUK/register --json '{"email": "ME@example.com", "password": "a long and quiet river"}'
            """, "/register", Explanation.problem(for: CatalogueError.emailTaken)),
        Self(
            """
            curl -X PATCH $SOUK/item/1 --json '{"price": 12}' -H 'If-Match: "an-older-one"' -H "Authorization: Bearer $TOKEN"
            """, "/item/1", .preconditionFailed),
        Self(nil, "/item/1", .preconditionRequired),
        Self(
            """
            for guess in {1..7}; do
              curl $SOUK/login --json '{"email": "me@example.com", "password": "guess"}'
            done
            """, "/login", Explanation.problem(for: CatalogueError.tooManyAttempts(retryAfter: .seconds(1)))),
    ]
}
