/// What a request's `If-Match` and `If-None-Match` ask (RFC 9110 §13), to be checked against the tag of the
/// representation as it stands: for a write, inside the write's own transaction and after the row was found.
public struct Conditions: Sendable, Equatable {
    let ifMatch: EntityTagList?
    let ifNoneMatch: EntityTagList?
    /// Whether a write without `If-Match` is refused (428, RFC 6585 §3).
    let requiresIfMatch: Bool

    /// No condition.
    public static let none = Conditions(ifMatch: nil, ifNoneMatch: nil, requiresIfMatch: false)

    /// Throws `bad_request` when a field is malformed.
    public init(_ headers: HeaderFields, requiresIfMatch: Bool = false) throws(Problem) {
        self.init(
            ifMatch: try Self.list("If-Match", in: headers), ifNoneMatch: try Self.list("If-None-Match", in: headers),
            requiresIfMatch: requiresIfMatch)
    }

    private init(ifMatch: EntityTagList?, ifNoneMatch: EntityTagList?, requiresIfMatch: Bool) {
        self.ifMatch = ifMatch
        self.ifNoneMatch = ifNoneMatch
        self.requiresIfMatch = requiresIfMatch
    }

    /// Whether there is nothing to check: a write then need not read the row first.
    public var isEmpty: Bool { ifMatch == nil && ifNoneMatch == nil && !requiresIfMatch }

    /// Throws `precondition_required` (428) or `precondition_failed` (412) unless a write may go ahead on the
    /// representation that has this tag.
    public func check(_ current: ETag) throws(Problem) {
        if ifMatch == nil, requiresIfMatch { throw .preconditionRequired }
        if let ifMatch, !ifMatch.matchesStrongly(current) { throw .preconditionFailed }
        if let ifNoneMatch, ifNoneMatch.matchesWeakly(current) { throw .preconditionFailed }
    }

    private static func list(_ name: String, in headers: HeaderFields) throws(Problem) -> EntityTagList? {
        let fields = headers[name]
        guard !fields.isEmpty else { return nil }
        if let list = EntityTagList(fields) { return list }
        throw Problem(
            .badRequest, "\(name) must be * or a list of entity tags in double quotes",
            errors: [FieldProblem(.header(name), "format", "must be * or entity tags in double quotes")])
    }
}

extension EntityTagList {
    /// RFC 9110 §13.1.1: a weak tag never matches.
    func matchesStrongly(_ current: ETag) -> Bool {
        switch self {
        case .any: true
        case .tags(let members): members.contains { !$0.isWeak && current.isNamed(by: $0.opaque) }
        }
    }

    /// RFC 9110 §13.1.2
    func matchesWeakly(_ current: ETag) -> Bool {
        switch self {
        case .any: true
        case .tags(let members): members.contains { current.isNamed(by: $0.opaque) }
        }
    }
}
