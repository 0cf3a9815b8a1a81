/// The problems that say the same every time. Those of 401 carry the challenge of RFC 6750 §3.
extension Problem {
    /// No token at all: the challenge has no error code (RFC 6750 §3.1).
    public static var authorizationRequired: Problem {
        Problem(.authorizationRequired, "send an access token as Authorization: Bearer", challenge: .bearer)
    }

    public static var invalidToken: Problem {
        Problem(.invalidToken, "the token is not valid here", challenge: .invalidToken)
    }

    public static var tokenExpired: Problem {
        Problem(.tokenExpired, "the token is past its time", challenge: .invalidToken)
    }

    public static var tokenRevoked: Problem {
        Problem(.tokenRevoked, "the session has ended", challenge: .invalidToken)
    }

    /// The password check is longer ago than `maxAge` seconds (RFC 9470 §3).
    public static func freshTokenRequired(maxAge: Int) -> Problem {
        Problem(
            .freshTokenRequired, "log in again: the password was checked more than \(maxAge) seconds ago",
            challenge: .stale(maxAge: maxAge))
    }

    public static func insufficientRole(_ role: RoleName) -> Problem {
        Problem(.insufficientRole, "this needs the role \(role.rawValue)")
    }

    public static var notFound: Problem { Problem(.notFound, "there is nothing at this address") }

    public static var preconditionFailed: Problem {
        Problem(.preconditionFailed, "it has changed since the version that the request names")
    }

    public static var preconditionRequired: Problem {
        Problem(.preconditionRequired, "send the ETag of what you want to change as If-Match")
    }

    /// `seconds`: for `Retry-After`, at least 1.
    public static func tooManyRequests(retryAfter seconds: Int, _ detail: String = "too many attempts") -> Problem {
        Problem(.tooManyRequests, detail, headers: retry(after: seconds))
    }

    /// `seconds`: for `Retry-After`, at least 1.
    public static func overloaded(retryAfter seconds: Int) -> Problem {
        Problem(.overloaded, "too many requests at once", headers: retry(after: seconds))
    }

    /// `seconds`: for `Retry-After`, at least 1.
    public static func notReady(_ detail: String, retryAfter seconds: Int) -> Problem {
        Problem(.notReady, detail, headers: retry(after: seconds))
    }

    /// The cause is in the log, never in the answer.
    public static var internalError: Problem {
        Problem(.internalError, "the server made a mistake; its log has the cause under this request_id")
    }

    /// `errors`: at least one; beyond 100 they are left out.
    public static func validationFailed(_ errors: [FieldProblem]) -> Problem {
        Problem(.validationFailed, errors.first?.sentence ?? "the request breaks a rule", errors: errors)
    }

    private static func retry(after seconds: Int) -> HeaderFields {
        ["Retry-After": String(max(seconds, 1))]
    }

    private init(_ code: ProblemCode, _ detail: String, challenge: Challenge) {
        self.init(code, detail, headers: ["WWW-Authenticate": challenge.field])
    }
}

extension FieldProblem {
    /// `price must not be negative`: the field in words, and the detail.
    public var sentence: String {
        switch place {
        case .pointer(""): "the body \(detail)"
        case .pointer(let pointer): "\(pointer.dropFirst()) \(detail)"
        case .parameter(let name), .header(let name): "\(name) \(detail)"
        }
    }
}
