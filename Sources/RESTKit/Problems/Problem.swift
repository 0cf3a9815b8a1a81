public import NIOHTTP1

/// An error as a client sees it: `application/problem+json` (RFC 9457).
public struct Problem: Error, Sendable {
    public var code: ProblemCode
    /// One sentence about this occurrence, fit for the end user. Never SQL, a path or a version.
    public var detail: String
    /// The fields that are wrong, at most 100.
    public var errors: [FieldProblem]
    /// `WWW-Authenticate`, `Retry-After`, `Allow` …
    public var headers: HeaderFields

    public init(_ code: ProblemCode, _ detail: String, errors: [FieldProblem] = [], headers: HeaderFields = [:]) {
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = headers
    }
}

/// A kind of problem: its stable name, its status, and what a person should know about it. `/problems/{name}` shows it.
public struct ProblemCode: Sendable, Hashable {
    /// `validation_failed`: the last segment of `type`.
    public let name: String
    public let status: HTTPResponseStatus
    /// The same for every occurrence (RFC 9457 §3.1.3).
    public let title: String
    /// What happened, for the problem's page. `` `code` `` stands between back quotes.
    public let cause: String
    /// What to do about it.
    public let remedy: String

    public init(_ name: String, _ status: HTTPResponseStatus, _ title: String, cause: String, remedy: String) {
        self.name = name
        self.status = status
        self.title = title
        self.cause = cause
        self.remedy = remedy
    }

    /// What happened and what to do about it.
    public var help: String { "\(cause) \(remedy)" }

    public static func == (left: Self, right: Self) -> Bool { left.name == right.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// One field that is wrong: where, a word for programs, and one for people.
public struct FieldProblem: Sendable, Equatable {
    public enum Place: Sendable, Equatable {
        /// A JSON pointer into the body (RFC 6901), `/price`.
        case pointer(String)
        /// A query parameter's name.
        case parameter(String)
        /// A header field's name.
        case header(String)
    }

    public let place: Place
    public let code: String
    public let detail: String

    public init(_ place: Place, _ code: String, _ detail: String) {
        self.place = place
        self.code = code
        self.detail = detail
    }
}
