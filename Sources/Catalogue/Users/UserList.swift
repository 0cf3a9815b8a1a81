import SQLEngines

/// Which accounts a list has, and how it is read.
struct UserList: Sendable {
    private let prefix: PrefixRange?
    /// All conditions but the prefix.
    private let others: [ListCondition]
    private let sort: Sort<UserQuery.SortKey>

    /// nil when nothing can be found: no address begins so.
    init?(_ query: UserQuery) {
        var prefix: PrefixRange?
        if let text = query.emailPrefix?.trimmed, !text.isEmpty {
            guard let text = try? EmailAddress.rule.clean(String(text)) else { return nil }
            prefix = PrefixRange(column: "email_key", prefix: text.caseFolded)
        }
        self.prefix = prefix
        others = [query.role.map(Self.has), query.isDisabled.map(Self.isDisabled)].compactMap { $0 }
        sort = query.sort
    }

    /// Whether a page is read from an index, row by row.
    var isPoint: Bool { others.isEmpty && (prefix == nil || sort.key == .email) }

    func page(_ request: PageRequest, in session: any Session) async throws -> Page<User> {
        let way = try await way(in: session)
        return try await PageReader.page(request, by: way.keyset, in: session) { keyset, key, limit in
            let (start, bounds) = ends(key, keyset.descending)
            return """
                SELECT \(User.columns), \(keyset.column) FROM users
                WHERE \(try keyset.follows(start))\(bounds)\(way.filter)
                ORDER BY \(keyset.order) LIMIT \(limit)
                """
        } _: { row in
            let user = try User(row: &row)
            return (user, user.id.rawValue)
        }
    }

    func count(in session: any Session) async throws -> Int {
        let conditions = ((prefix.map { [$0.condition] } ?? []) + others).map(\.followed)
        let filter = conditions.isEmpty ? "" : " WHERE \(conditions.joined(" AND "))" as SQL
        return try await session.value("SELECT count(*) FROM users\(filter)") ?? 0
    }

    private func way(in session: any Session) async throws -> ListWay {
        guard let prefix else { return try await session.way(others, of: "users", by: sort.keyset) }
        if sort.key == .email { return ListWay(along: sort.keyset, asking: others) }
        return try await session.way([prefix.condition] + others, of: "users", by: sort.keyset)
    }

    private func ends(_ key: PageKey?, _ descending: Bool) -> (start: PageKey?, bounds: SQL) {
        guard let prefix, sort.key == .email else { return (key, "") }
        return (key ?? prefix.start(descending: descending), " AND \(prefix.bounds(descending: descending))")
    }

    private static func has(_ role: Role) -> ListCondition {
        ListCondition(followed: "role = \(role)", asked: "role || '' = \(role)")
    }

    /// Few accounts are shut: those have an index, the others are asked.
    private static func isDisabled(_ isDisabled: Bool) -> ListCondition {
        let number: SQL = "CASE WHEN is_disabled THEN 1 ELSE 0 END"
        return isDisabled
            ? ListCondition(followed: "is_disabled", asked: "\(number) = 1")
            : ListCondition(followed: "NOT is_disabled", asked: "\(number) = 0")
    }
}

extension Sort<UserQuery.SortKey> {
    fileprivate var keyset: Keyset {
        let column: Keyset.Key =
            switch key {
            case .id: .none
            case .email: .text("email_key")
            case .createdAt: .integer("created_at")
            }
        return Keyset(key: column, id: "id", descending: descending)
    }
}
