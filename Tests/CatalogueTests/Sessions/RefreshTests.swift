import Catalogue
import Testing

@Suite("Refresh")
struct RefreshTests {
    @Test("Every refresh gives another refresh id; the session and its password check stay as they were")
    func rotation() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            let first = try await world.logIn()
            world.clock.advance(.seconds(3600))
            let second = try await refresh(first, in: world)
            #expect(second.session == first.session)
            #expect(second.refreshID != first.refreshID)
            #expect(second.refreshIssuedAt == world.clock.now)
            #expect(try await refresh(second, in: world).refreshID != second.refreshID)
        }
    }

    @Test("The same parent again within ten seconds gets the same grant")
    func grace() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            let first = try await world.logIn()
            let second = try await refresh(first, in: world)
            world.clock.advance(.seconds(10))
            #expect(try await refresh(first, in: world) == second)
            #expect(try await refresh(second, in: world).session == second.session)
        }
    }

    @Test("The same parent later ends the session, for its child too")
    func reuse() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            let first = try await world.logIn()
            let second = try await refresh(first, in: world)
            #expect(try await world.sessions.live(first.session.id) != nil)
            world.clock.advance(.seconds(10) + .microseconds(1))
            try await expectEnded(first, in: world)
            try await expectEnded(second, in: world)
            #expect(try await world.sessions.live(first.session.id) == nil)
        }
    }

    @Test("A grandparent ends the session at any time")
    func grandparent() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            let first = try await world.logIn()
            let third = try await refresh(try await refresh(first, in: world), in: world)
            try await expectEnded(first, in: world)
            try await expectEnded(third, in: world)
        }
    }

    @Test("A reuse ends its own session only")
    func otherSessions() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            let stolen = try await world.logIn()
            let other = try await world.logIn()
            _ = try await refresh(try await refresh(stolen, in: world), in: world)
            try await expectEnded(stolen, in: world)
            #expect(try await refresh(other, in: world).session == other.session)
        }
    }

    @Test("Seven days after the password check the session is over, however often it was refreshed")
    func sevenDays() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            var grant = try await world.logIn()
            for _ in 0..<6 {
                world.clock.advance(.seconds(86_400))
                grant = try await refresh(grant, in: world)
            }
            world.clock.advance(.seconds(86_400) - .microseconds(1))
            grant = try await refresh(grant, in: world)
            #expect(try await world.sessions.live(grant.session.id) != nil)
            world.clock.advance(.microseconds(1))
            #expect(try await world.sessions.live(grant.session.id) == nil)
            let last = grant
            await #expect(throws: CatalogueError.sessionExpired) { try await refresh(last, in: world) }
        }
    }

    @Test("Of two hundred refreshes of one id at once all get one successor, and it lives")
    func race() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            let first = try await world.logIn()
            let successors = try await withThrowingTaskGroup { group in
                for _ in 0..<200 { group.addTask { try await refresh(first, in: world).refreshID } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(successors.count == 1)
            let successor = try #require(successors.first)
            #expect(try await world.sessions.refresh(first.session.id, successor).session == first.session)
        }
    }

    @Test("A refresh after a restart goes on where it was, grace included")
    func restart() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            let first = try await world.logIn()
            let second = try await refresh(first, in: world)
            let again = try world.restarted()
            #expect(try await refresh(first, in: again) == second)
            #expect(try await refresh(second, in: again).session == second.session)
        }
    }

    @Test("A refreshed session shows the role as it is now")
    func role() async throws {
        try await AccountWorld.run { world in
            let user = try await world.user()
            let grant = try await world.logIn()
            try await world.users.setRole(.admin, of: user.id, by: .owner)
            #expect(try await refresh(grant, in: world).session.role == .admin)
        }
    }

    private func refresh(_ grant: SessionGrant, in world: AccountWorld) async throws -> SessionGrant {
        try await world.sessions.refresh(grant.session.id, grant.refreshID)
    }

    private func expectEnded(_ grant: SessionGrant, in world: AccountWorld) async throws {
        await #expect(throws: CatalogueError.sessionEnded) { try await refresh(grant, in: world) }
    }
}
