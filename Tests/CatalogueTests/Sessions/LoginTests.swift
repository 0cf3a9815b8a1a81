import SQLEngines
import Testing

@testable import Catalogue

@Suite("Login")
struct LoginTests {
    @Test("The right password opens a session of seven days, with the address in any case")
    func logIn() async throws {
        try await AccountWorld.run { world in
            let user = try await world.user(role: .editor)
            let grant = try await world.logIn("ANN@Example.org")
            #expect(grant.session.userID == user.id)
            #expect(grant.session.role == .editor)
            #expect(grant.session.authenticatedAt == world.clock.now)
            #expect(grant.session.expiresAt - world.clock.now == .seconds(7 * 86_400))
            #expect(grant.refreshIssuedAt == world.clock.now)
            #expect(try await world.sessions.live(grant.session.id) == grant.session)
        }
    }

    @Test("Whatever is wrong, the error is one and the hashes are as many")
    func alike() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            let shut = try await world.user("shut@example.org")
            try await world.users.setDisabled(true, shut.id, by: .owner)
            let attempts = [
                ("ann@example.org", "wrong"), ("nobody@example.org", AccountWorld.password),
                ("no address", AccountWorld.password), ("", ""), ("shut@example.org", AccountWorld.password),
                ("ann@example.org", String(repeating: "x", count: 9_000)),
                ("ann@example.org", String(repeating: "x", count: 129)),
                (String(repeating: "x", count: 9_000), "wrong"),
            ]
            for (email, password) in attempts {
                let before = try await hashes(in: world, atLeast: 0)
                #expect(try await world.refusal(email, password) == .invalidCredentials)
                #expect(try await hashes(in: world, atLeast: before + 1) == before + 1, "\(email.prefix(20))")
            }
        }
    }

    @Test("A disabled account is not let in with the right password, and is again when it is opened")
    func disabled() async throws {
        try await AccountWorld.run { world in
            let user = try await world.user()
            try await world.users.setDisabled(true, user.id, by: .owner)
            #expect(try await world.refusal(user.email, AccountWorld.password) == .invalidCredentials)
            try await world.users.setDisabled(false, user.id, by: .owner)
            #expect(try await world.refusal(user.email, AccountWorld.password) == nil)
        }
    }

    @Test("A new password is the only one from then on, and composed or not it is the same")
    func newPassword() async throws {
        try await AccountWorld.run { world in
            let user = try await world.user()
            try await world.users.setPassword(Password("caf\u{E9} au lait"), of: user.id, by: .owner)
            #expect(try await world.refusal(user.email, AccountWorld.password) == .invalidCredentials)
            #expect(try await world.refusal(user.email, "cafe\u{301} au lait") == nil)
        }
    }

    @Test("An account that is shut, or gets another password, while its password is being checked, is not let in")
    func meanwhile() async throws {
        try await AccountWorld.run { world in
            let user = try await world.user()
            let isShut = try await refusal(world, user) {
                _ = try await world.users.setDisabled(true, user.id, by: .owner)
            }
            #expect(isShut == .invalidCredentials)
            try await world.users.setDisabled(false, user.id, by: .owner)
            let isOther = try await refusal(world, user) {
                _ = try await world.users.setPassword(Password("another password"), of: user.id, by: .owner)
            }
            #expect(isOther == .invalidCredentials)
        }
    }

    @Test("A password that is right is right, though its hash is made anew while it is verified")
    func hashedAnewMeanwhile() async throws {
        try await AccountWorld.run { world in
            let user = try await world.user()
            let refusal = try await refusal(world, user) {
                _ = try await world.users.setPassword(Password(AccountWorld.password), of: user.id, by: .owner)
            }
            #expect(refusal == nil)
            #expect(try await count("account_failures", in: world) == 0)
        }
    }

    /// What the right password is refused with when `change` is made after the account was read and before its hash is
    /// computed.
    private func refusal(
        _ world: AccountWorld, _ user: User, _ change: () async throws -> Void
    ) async throws -> CatalogueError? {
        try await world.whileItsHashWaits(change) { try await $0.refusal(user.email, AccountWorld.password) }
    }

    @Test("A login hashes the password anew when the cost has changed, once")
    func rehash() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            let stronger = try world.restarted(AccountWorld.settings(passes: 2))
            for expected in [2, 3] {
                _ = try await stronger.logIn()
                #expect(try await hashes(in: stronger, atLeast: expected) == expected)
            }
            let stored = try await world.engine.value("SELECT password_hash FROM users", as: String.self)
            #expect(stored?.hasPrefix("$argon2id$v=19$m=8,t=2,p=1$") == true)
        }
    }

    @Test("Sessions and failures past their time are taken away, a few with each write")
    func purge() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            for _ in 0..<3 { _ = try await world.logIn() }
            try await world.fail(3, as: "gone@example.org")
            world.clock.advance(.seconds(8 * 86_400))
            _ = try await world.logIn()
            try await world.fail(1, as: "new@example.org")
            #expect(try await count("sessions", in: world) == 1)
            #expect(try await count("account_failures", in: world) == 1)
            #expect(try await count("address_attempts", in: world) == 1)
        }
    }

    private func count(_ table: SQL, in world: AccountWorld) async throws -> Int64? {
        try await world.engine.value("SELECT count(*) FROM \(table)")
    }

    /// How many hashes were computed; an answer is given a moment before its hash is counted.
    private func hashes(in world: AccountWorld, atLeast count: Int) async throws -> Int {
        try await eventually { world.users.hashLoad.finished >= count && world.users.hashLoad.running == 0 }
        return world.users.hashLoad.finished
    }
}
