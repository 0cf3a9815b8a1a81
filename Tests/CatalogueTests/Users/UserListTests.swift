import Catalogue
import TestDatabases
import Testing

@Suite("Lists of accounts")
struct UserListTests {
    @Test("They can be filtered, sorted, counted and walked both ways", arguments: TestEngine.all)
    func lists(_ engine: TestEngine) async throws {
        try await AccountWorld.run(on: engine) { world in
            let users = try await people(world)
            for key in UserQuery.SortKey.allCases {
                for descending in [false, true] {
                    for filter in filters {
                        var query = filter.query
                        query.sort = Sort(by: key, descending: descending)
                        let expected = sorted(users.filter(filter.matches), by: key, descending).map(\.email)
                        query.page = PageRequest(limit: 200, counts: true)
                        let page = try await world.users.list(query)
                        #expect(page.elements.map(\.email) == expected, "\(query)")
                        #expect(page.total == expected.count)
                        try await Walk.check { page in
                            query.page = page
                            return try await world.users.list(query)
                        }
                    }
                }
            }
        }
    }

    @Test("How many have a role counts those who can sign in", arguments: TestEngine.all)
    func counts(_ engine: TestEngine) async throws {
        try await AccountWorld.run(on: engine) { world in
            #expect(try await world.users.count(role: .admin) == 0)
            let admin = try await world.user("boss@example.org", role: .admin)
            #expect(try await world.users.count(role: .admin) == 1)
            #expect(try await world.users.count(role: .viewer) == 0)
            try await world.users.setDisabled(true, admin.id, by: .owner)
            #expect(try await world.users.count(role: .admin) == 0)
        }
    }

    private var filters: [(query: UserQuery, matches: @Sendable (User) -> Bool)] {
        [
            (UserQuery(), { _ in true }),
            (UserQuery(role: .editor), { $0.role == .editor }),
            (UserQuery(isDisabled: true), { $0.isDisabled }),
            (UserQuery(isDisabled: false), { !$0.isDisabled }),
            (UserQuery(emailPrefix: " USER1"), { $0.email.lowercased().hasPrefix("user1") }),
            (UserQuery(emailPrefix: "user_"), { _ in false }),
            (UserQuery(emailPrefix: "a\u{0}"), { _ in false }),
            (
                UserQuery(role: .viewer, isDisabled: false, emailPrefix: "user"),
                { $0.role == .viewer && !$0.isDisabled && $0.email.lowercased().hasPrefix("user") }
            ),
        ]
    }

    private func people(_ world: AccountWorld) async throws -> [User] {
        var users: [User] = []
        for number in 0..<12 {
            let name = number % 5 == 0 ? "Other\(number)" : "uSer\(number)"
            let user = try await world.user("\(name)@example.org", role: Role.allCases[number % 3])
            users.append(number % 4 == 0 ? try await world.users.setDisabled(true, user.id, by: .owner) : user)
            if number % 2 == 0 { world.clock.advance(.seconds(1)) }
        }
        return users
    }

    private func sorted(_ users: [User], by key: UserQuery.SortKey, _ descending: Bool) -> [User] {
        let ascending = users.sorted { left, right in
            switch key {
            case .email where left.email != right.email: left.email.lowercased() < right.email.lowercased()
            case .createdAt where left.createdAt != right.createdAt: left.createdAt < right.createdAt
            default: left.id < right.id
            }
        }
        return descending ? ascending.reversed() : ascending
    }
}
