import Catalogue
import Testing

@Suite("Throttling")
struct LoginThrottleTests {
    private let right = AccountWorld.password
    private let elsewhere = ClientAddress("198.51.100.7")

    @Test("Five failures cost nothing", arguments: ["ann@example.org", "nobody@example.org"])
    func free(_ email: String) async throws {
        try await AccountWorld.run { world in
            try await world.user()
            try await world.fail(5, as: email)
            #expect(try await world.refusal(email, "wrong") == .invalidCredentials)
        }
    }

    @Test("From the sixth failure on the account is shut for 1 s, doubling to 15 min, for the right password too")
    func doubling() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            try await world.fail(5)
            for wait in [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900] {
                try await world.fail(1)
                let shut = CatalogueError.tooManyAttempts(retryAfter: .seconds(wait))
                #expect(try await world.refusal("Ann@Example.org", right, from: elsewhere) == shut)
                #expect(try await world.refusal(from: elsewhere) == shut)
                world.clock.advance(.seconds(wait) - .milliseconds(1))
                #expect(
                    try await world.refusal("ann@example.org", right) == .tooManyAttempts(retryAfter: .milliseconds(1)))
                world.clock.advance(.milliseconds(1))
            }
            #expect(try await world.refusal("ann@example.org", right) == nil)
        }
    }

    @Test("A success clears the account's failures")
    func success() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            for network in 1...3 {
                try await world.fail(5, network: network)
                _ = try await world.logIn()
            }
        }
    }

    @Test("A new password clears the failures to guess the old one, of that account alone")
    func newPassword() async throws {
        try await AccountWorld.run { world in
            let (ann, bob) = (try await world.user(), "bob@example.org")
            try await world.user(bob)
            try await world.fail(6)
            try await world.fail(6, as: bob, network: 2)
            try await world.users.setPassword(Password("quite another password"), of: ann.id, by: .owner)
            #expect(try await world.refusal("ann@example.org", "quite another password", from: elsewhere) == nil)
            #expect(try await world.refusal(bob, right, from: elsewhere) == .tooManyAttempts(retryAfter: .seconds(1)))
        }
    }

    @Test("Twelve hours clear the account's failures, and nothing less")
    func twelveHours() async throws {
        try await AccountWorld.run { world in
            try await world.fail(6)
            world.clock.advance(.seconds(12 * 3600 - 1))
            try await world.fail(1, network: 2)
            #expect(try await world.refusal() == .tooManyAttempts(retryAfter: .seconds(2)))
            world.clock.advance(.seconds(12 * 3600))
            try await world.fail(6, network: 3)
            #expect(try await world.refusal() == .tooManyAttempts(retryAfter: .seconds(1)))
        }
    }

    @Test("A shut account is shut for that account alone, and its sessions notice nothing")
    func others() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            try await world.user("bob@example.org")
            let grant = try await world.logIn()
            try await world.fail(6)
            #expect(try await world.refusal("bob@example.org", right) == nil)
            #expect(try await world.sessions.live(grant.session.id) != nil)
            #expect(try await world.sessions.refresh(grant.session.id, grant.refreshID).session == grant.session)
        }
    }

    @Test("An address has thirty failures in any five minutes, then nobody logs in or registers from there")
    func address() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            for number in 0..<30 {
                #expect(try await world.refusal("u\(number)@example.org") == .invalidCredentials)
                world.clock.advance(.seconds(2))
            }
            let shut = CatalogueError.tooManyAttempts(retryAfter: .seconds(240))
            #expect(try await world.refusal("ann@example.org", right) == shut)
            await #expect(throws: shut) { try await register(in: world) }
            await #expect(throws: shut) { try await world.sessions.checkAttempts(from: AccountWorld.home) }
            #expect(try await world.refusal("ann@example.org", right, from: elsewhere) == nil)
            world.clock.advance(.seconds(240))
            #expect(try await world.refusal("late@example.org") == .invalidCredentials)
            #expect(try await world.refusal() == .tooManyAttempts(retryAfter: .seconds(2)))
        }
    }

    @Test("Registrations count among an address's thirty, those of a taken address too; logins that succeed do not")
    func registrations() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            for _ in 0..<40 { _ = try await world.logIn() }
            for number in 0..<28 { _ = try await register("u\(number)@example.org", in: world) }
            for _ in 0..<2 {
                await #expect(throws: CatalogueError.emailTaken) { try await register("ann@example.org", in: world) }
            }
            let shut = CatalogueError.tooManyAttempts(retryAfter: .seconds(300))
            await #expect(throws: shut) { try await register(in: world) }
            #expect(try await world.refusal("ann@example.org", right) == shut)
        }
    }

    @Test("What was counted by a clock that was far ahead shuts nobody out, and is not counted on")
    func wrongClock() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            world.clock.advance(.seconds(3600))
            try await world.fail(6)
            for number in 0..<30 { _ = try await world.refusal("u\(number)@example.org") }
            #expect(try await world.refusal("ann@example.org", right) != nil)
            world.clock.advance(.seconds(-3600))
            try await world.fail(5, network: 2)
            #expect(try await world.refusal("ann@example.org", right) == nil)
        }
    }

    @Test("A clock that was a little ahead shuts accounts and addresses for as long as is said")
    func clockSetBack() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            try await world.fail(6)
            for number in 0..<30 { _ = try await world.refusal("u\(number)@example.org") }
            world.clock.advance(.seconds(-60))
            let (account, address) = (61, 360)
            #expect(
                try await world.refusal("ann@example.org", right, from: elsewhere)
                    == .tooManyAttempts(retryAfter: .seconds(account)))
            #expect(try await world.refusal("new@example.org") == .tooManyAttempts(retryAfter: .seconds(address)))
            world.clock.advance(.seconds(account))
            #expect(try await world.refusal("ann@example.org", right, from: elsewhere) == nil)
            world.clock.advance(.seconds(address - account))
            #expect(try await world.refusal("new@example.org") == .invalidCredentials)
        }
    }

    @Test("What was refused for too many attempts is no failure")
    func refusedIsNoFailure() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            try await world.fail(6)
            for _ in 0..<50 { #expect(try await world.refusal() == .tooManyAttempts(retryAfter: .seconds(1))) }
            world.clock.advance(.seconds(1))
            #expect(try await world.refusal("ann@example.org", right) == nil)
        }
    }

    @Test("Guesses at once get no more verdicts than guesses one after another")
    func atOnce() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            let refusals = try await withThrowingTaskGroup { group in
                for number in 0..<60 {
                    group.addTask { try await world.refusal(from: ClientAddress("10.0.0.\(number)")) }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(refusals.filter { $0 == .invalidCredentials }.count == 6)
            #expect(refusals.filter { $0 == .tooManyAttempts(retryAfter: .seconds(1)) }.count == 54)
        }
    }

    @Test("Many who log in rightly at once all get in")
    func crowd() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            let grants = try await withThrowingTaskGroup { group in
                for _ in 0..<60 { group.addTask { try await world.logIn().session.id } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(grants.count == 60)
        }
    }

    @Test("A restart forgets no failure")
    func restart() async throws {
        try await AccountWorld.run { world in
            try await world.user()
            try await world.fail(6)
            let again = try world.restarted()
            #expect(try await again.refusal("ann@example.org", right) == .tooManyAttempts(retryAfter: .seconds(1)))
        }
    }

    @discardableResult
    private func register(_ email: String = "new@example.org", in world: AccountWorld) async throws -> User {
        try await world.users.register(EmailAddress(email), password: Password(right), from: AccountWorld.home)
    }
}

@Suite("Client addresses")
struct ClientAddressTests {
    @Test(
        "One customer is one address",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("::ffff:192.0.2.1", "192.0.2.1"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"), ("2001:DB8:1:2::9", "2001:db8:1:2::/64"),
            ("fe80::1%eth0", "fe80:0:0:0::/64"), ("::1", "0:0:0:0::/64"), ("local", "local"),
        ])
    func key(_ text: String, _ key: String) {
        #expect(ClientAddress(text).key == key)
    }

    @Test("A text that is no address is kept short")
    func short() {
        #expect(ClientAddress(String(repeating: "x", count: 1000)).key.utf8.count == 64)
    }
}
