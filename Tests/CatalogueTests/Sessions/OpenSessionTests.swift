import Catalogue
import TestDatabases
import Testing

@Suite("Sessions of a user")
struct OpenSessionTests {
    @Test("A list shows those that go on, the latest first", arguments: TestEngine.all)
    func list(_ engine: TestEngine) async throws {
        try await AccountWorld.run(on: engine) { world in
            let user = try await world.user()
            try await world.user("other@example.org")
            let first = try await world.logIn()
            world.clock.advance(.seconds(60))
            let second = try await world.logIn()
            _ = try await world.logIn("other@example.org")
            world.clock.advance(.seconds(60))
            _ = try await world.sessions.refresh(first.session.id, first.refreshID)
            let found = try await world.sessions.list(of: user.id)
            #expect(found.map(\.id) == [second.session.id, first.session.id])
            #expect(found[1].rotatedAt == world.clock.now && found[1].authenticatedAt == first.session.authenticatedAt)
            #expect(found[0].rotatedAt == found[0].authenticatedAt && found[0].expiresAt == second.session.expiresAt)
            try await world.sessions.end(second.session.id)
            #expect(try await world.sessions.list(of: user.id).map(\.id) == [first.session.id])
            world.clock.advance(LiveSession.lifetime)
            #expect(try await world.sessions.list(of: user.id) == [])
        }
    }

    @Test("All of them can be ended at once, but for the one that asks", arguments: TestEngine.all)
    func endAll(_ engine: TestEngine) async throws {
        try await AccountWorld.run(on: engine) { world in
            let user = try await world.user()
            try await world.user("other@example.org")
            let other = try await world.logIn("other@example.org")
            var grants: [SessionGrant] = []
            for _ in 0..<3 { grants.append(try await world.logIn()) }
            for grant in grants { #expect(try await world.sessions.live(grant.session.id) != nil) }
            try await world.sessions.endAll(of: user.id, by: .session(grants[1].session.id))
            #expect(try await world.sessions.list(of: user.id).map(\.id) == [grants[1].session.id])
            #expect(try await world.sessions.live(grants[0].session.id) == nil)
            #expect(try await world.sessions.live(grants[1].session.id) != nil)
            #expect(try await world.sessions.live(other.session.id) != nil)
            try await world.sessions.endAll(of: user.id, by: .owner)
            #expect(try await world.sessions.list(of: user.id) == [])
        }
    }

    @Test(
        "An account keeps a hundred sessions: the next login ends the one that was refreshed longest ago",
        arguments: TestEngine.all)
    func most(_ engine: TestEngine) async throws {
        try await AccountWorld.run(on: engine) { world in
            let user = try await world.user()
            try await world.user("other@example.org")
            let other = try await world.logIn("other@example.org")
            var grants: [SessionGrant] = []
            for number in 0..<100 {
                world.clock.advance(.seconds(1))
                grants.append(try await world.logIn(from: ClientAddress("10.0.0.\(number)")))
            }
            world.clock.advance(.seconds(1))
            let first = try await world.sessions.refresh(grants[0].session.id, grants[0].refreshID)
            for grant in grants { #expect(try await world.sessions.live(grant.session.id) != nil) }
            #expect(try await world.refusal("ann@example.org", "wrong") == .invalidCredentials)
            #expect(try await world.sessions.list(of: user.id).count == 100)
            let last = try await world.logIn()
            #expect(try await world.sessions.list(of: user.id).count == 100)
            #expect(try await world.sessions.live(grants[1].session.id) == nil)
            await #expect(throws: CatalogueError.sessionEnded) {
                try await world.sessions.refresh(grants[1].session.id, grants[1].refreshID)
            }
            for session in [last.session, first.session, grants[2].session, other.session] {
                #expect(try await world.sessions.live(session.id) == session)
            }
        }
    }

    @Test("A login may ask for less than seven days, and never gets more", arguments: TestEngine.all)
    func lifetime(_ engine: TestEngine) async throws {
        try await AccountWorld.run(on: engine) { world in
            try await world.user()
            let short = try await logIn(world, for: .seconds(12 * 60 * 60))
            #expect(short.session.expiresAt - short.session.authenticatedAt == .seconds(12 * 60 * 60))
            let long = try await logIn(world, for: .seconds(365 * 24 * 60 * 60))
            #expect(long.session.expiresAt - long.session.authenticatedAt == LiveSession.lifetime)
            world.clock.advance(.seconds(12 * 60 * 60))
            #expect(try await world.sessions.live(short.session.id) == nil)
            #expect(try await world.sessions.live(long.session.id) != nil)
            await #expect(throws: CatalogueError.sessionExpired) {
                try await world.sessions.refresh(short.session.id, short.refreshID)
            }
        }
    }

    private func logIn(_ world: AccountWorld, for lifetime: Duration) async throws -> SessionGrant {
        try await world.sessions.logIn(
            email: "ann@example.org", password: AccountWorld.password, from: AccountWorld.home, lifetime: lifetime)
    }
}
