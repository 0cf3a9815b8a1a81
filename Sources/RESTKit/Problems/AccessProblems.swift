import NIOHTTP1

/// What may be wrong with who is asking, and with what a write depends on.
extension ProblemCode {
    public static let authorizationRequired = ProblemCode(
        "authorization_required", .unauthorized, "This needs you to be logged in",
        cause: "The address is locked, and the request came without a token.",
        remedy: """
            Send an access token: `Authorization: Bearer <token>`. `POST /login` gives one for an e-mail address and \
            a password.
            """)

    public static let invalidToken = ProblemCode(
        "invalid_token", .unauthorized, "The token is not valid",
        cause: """
            The token is not one of this server's, was changed on its way, or is of the wrong kind: addresses take \
            the `access_token`, only `POST /refresh` takes the `refresh_token`.
            """,
        remedy: "Log in again: `POST /login`.")

    public static let tokenExpired = ProblemCode(
        "token_expired", .unauthorized, "The token has expired",
        cause: "Access tokens last minutes, and this one is past its time.",
        remedy: """
            Get a new pair with `POST /refresh` and the refresh token; when that has expired too, log in again: \
            `POST /login`.
            """)

    public static let tokenRevoked = ProblemCode(
        "token_revoked", .unauthorized, "The session has ended",
        cause: """
            The session behind the token was ended: by a logout, a changed password, a disabled or deleted account, \
            or because a refresh token was used twice.
            """,
        remedy: "Log in again: `POST /login`.")

    public static let freshTokenRequired = ProblemCode(
        "fresh_token_required", .unauthorized, "This needs a recent login",
        cause: """
            The address asks for the password to have been checked within the last minutes; a refresh does not \
            count.
            """,
        remedy: "Log in again (`POST /login`) and repeat the request with the new token.")

    public static let insufficientRole = ProblemCode(
        "insufficient_role", .forbidden, "Your role does not allow this",
        cause: "You are who you say, but the address asks for another role: `detail` names it.",
        remedy: "An administrator can give it to you.")

    public static let csrfFailed = ProblemCode(
        "csrf_failed", .forbidden, "The form did not come from this site",
        cause: "A form of the panel came from another site, or without what only the panel's own page knows.",
        remedy: "Load the page again and repeat what you did. If it recurs, allow cookies for this site.")

    public static let preconditionFailed = ProblemCode(
        "precondition_failed", .preconditionFailed, "It has changed since you read it",
        cause: """
            The `If-Match` of the request names another version than the present one: somebody else has changed it.
            """,
        remedy: "`GET` it again, look at the changes, and repeat the request with the new `ETag`.")

    public static let preconditionRequired = ProblemCode(
        "precondition_required", .preconditionRequired, "This needs an If-Match",
        cause: "This server refuses changes that could overwrite somebody else's unseen.",
        remedy: "`GET` what you want to change, and send its `ETag` as `If-Match` with the change (RFC 6585 §3).")

    public static let tooManyRequests = ProblemCode(
        "too_many_requests", .tooManyRequests, "Too many attempts",
        cause: """
            Guessing is slowed down: there were too many failed logins for this account, or too many failures and \
            registrations from this address.
            """,
        remedy: "Wait as many seconds as the answer's `Retry-After` field says, and try again.")

    /// The codes above.
    public static let ofAccess: [ProblemCode] = [
        .authorizationRequired, .invalidToken, .tokenExpired, .tokenRevoked, .freshTokenRequired, .insufficientRole,
        .csrfFailed, .preconditionFailed, .preconditionRequired, .tooManyRequests,
    ]
}
