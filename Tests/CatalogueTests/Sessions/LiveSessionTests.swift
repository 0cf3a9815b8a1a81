import Testing

@testable import Catalogue

@Suite("Live sessions")
struct LiveSessionTests {
    @Test("Logout ends the session at once, after a restart too, and may come again")
    func logout() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            let grant = try await world.logIn()
            #expect(try await world.sessions.live(grant.session.id) != nil)
            for _ in 0..<2 { try await world.sessions.end(grant.session.id) }
            #expect(try await world.sessions.live(grant.session.id) == nil)
            #expect(try await world.restarted().sessions.live(grant.session.id) == nil)
            await #expect(throws: CatalogueError.sessionEnded) {
                try await world.sessions.refresh(grant.session.id, grant.refreshID)
            }
        }
    }

    @Test("A session lives through a restart")
    func restart() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            let grant = try await world.logIn()
            #expect(try await world.restarted().sessions.live(grant.session.id) == grant.session)
        }
    }

    @Test("A role, a disabling, a deletion count from the next request on")
    func user() async throws {
        try await AccountWorld.run { world in
            let user = try await world.user()
            let id = try await world.logIn().session.id
            #expect(try await world.sessions.live(id)?.role == .viewer)
            try await world.users.setRole(.editor, of: user.id, by: .owner)
            #expect(try await world.sessions.live(id)?.role == .editor)
            try await world.users.setDisabled(true, user.id, by: .owner)
            #expect(try await world.sessions.live(id) == nil)
            try await world.users.setDisabled(false, user.id, by: .owner)
            #expect(try await world.sessions.live(id) == nil)
            let next = try await world.logIn().session.id
            #expect(try await world.sessions.live(next) != nil)
            try await world.users.delete(user.id, by: .owner)
            #expect(try await world.sessions.live(next) == nil)
        }
    }

    @Test("A new password ends the user's other sessions and nobody else's")
    func password() async throws {
        try await AccountWorld.run { world in
            let user = try await world.user()
            try await world.user("bob@example.org")
            let (kept, other) = (try await world.logIn().session.id, try await world.logIn().session.id)
            let bob = try await world.logIn("bob@example.org").session.id
            for id in [kept, other, bob] { #expect(try await world.sessions.live(id) != nil) }
            try await world.users.setPassword(Password("another password"), of: user.id, by: .session(kept))
            #expect(try await world.sessions.live(kept) != nil)
            #expect(try await world.sessions.live(other) == nil)
            #expect(try await world.sessions.live(bob) != nil)
            try await world.users.setPassword(Password("yet another one"), of: user.id, by: .owner)
            #expect(try await world.sessions.live(kept) == nil)
        }
    }

    @Test("What was read before a change and arrives after it is not kept")
    func epochs() throws {
        let sessions = LiveSessions(limit: 10)
        let session = try session(1)
        let before = sessions.find(session.id).epoch
        sessions.forget(.session(session.id))
        sessions.keep(session, readIn: before)
        #expect(sessions.find(session.id).session == nil)
        sessions.keep(session, readIn: sessions.find(session.id).epoch)
        #expect(sessions.find(session.id).session == session)
        sessions.forget(.user(session.userID))
        #expect(sessions.find(session.id).session == nil)
        sessions.keep(session, readIn: before)
        #expect(sessions.find(session.id).session == nil)
    }

    @Test("Where a lease is needed, what is kept counts from when it is given until its end, and not a moment longer")
    func lease() throws {
        let time = HandTime()
        let sessions = LiveSessions(limit: 10, needsLease: true, clock: time.clock)
        let session = try session(1)
        sessions.keep(session, readIn: sessions.find(session.id).epoch)
        #expect(sessions.find(session.id).session == nil)
        sessions.extendLease(until: .seconds(3))
        #expect(sessions.find(session.id).session == session)
        time.advance(.seconds(2) - .nanoseconds(1))
        #expect(sessions.find(session.id).session == session)
        time.advance(.nanoseconds(1))
        #expect(sessions.find(session.id).session == nil)
        sessions.extendLease(until: .seconds(4))
        #expect(sessions.find(session.id).session == session)
        sessions.endLease()
        #expect(sessions.find(session.id).session == nil)
    }

    @Test("A change that threw may have happened: its session is forgotten all the same")
    func failedChange() async throws {
        try await AccountWorld.run { world in
            let changes = world.catalogue.instances.changes
            let session = try session(1)
            changes.live.keep(session, readIn: changes.live.find(session.id).epoch)
            await #expect(throws: CatalogueError.notFound) {
                try await changes.make(.session(session.id)) { _ in throw CatalogueError.notFound }
            }
            #expect(changes.live.find(session.id).session == nil)
        }
    }

    @Test("Memory is bounded, and what is asked for often stays")
    func bounded() throws {
        let sessions = LiveSessions(limit: 100)
        let often = try session(0)
        var kept: [LiveSession] = []
        for number in 1...1000 {
            sessions.keep(often, readIn: sessions.find(often.id).epoch)
            kept.append(try session(UInt64(number)))
            sessions.keep(kept[number - 1], readIn: sessions.find(often.id).epoch)
        }
        #expect(sessions.find(often.id).session == often)
        #expect(sessions.count <= 100)
        #expect(sessions.find(kept[0].id).session == nil)
    }

    private func session(_ number: UInt64) throws -> LiveSession {
        let now = Timestamp(microseconds: 0)
        return LiveSession(
            id: UniqueID(SecureRandom { number }), userID: User.ID(1), role: .viewer, authenticatedAt: now,
            expiresAt: now + LiveSession.lifetime)
    }
}

@Suite("Random ids")
struct UniqueIDTests {
    @Test("An id is 32 hexadecimal digits, reads back as itself, and no other text reads as it")
    func text() throws {
        let id = LiveSession.ID(SecureRandom { 0x0123_4567_89AB_CDEF })
        #expect(id.description == "0123456789abcdef0123456789abcdef")
        #expect(LiveSession.ID(id.description) == id)
        let others = ["", "0", id.description.uppercased(), id.description + "0", String(id.description.dropLast())]
        for text in others + [id.description.replacing("a", with: "g")] { #expect(LiveSession.ID(text) == nil) }
    }

    @Test("Ids from the system differ")
    func distinct() {
        #expect(Set((0..<1000).map { _ in LiveSession.ID(.system) }).count == 1000)
        #expect(SecureRandom.system.bytes(13).count == 13)
    }
}
