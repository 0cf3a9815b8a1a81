import Catalogue
import Testing

@Suite("Accounts")
struct UserServiceTests {
    @Test("Who registers is a viewer, and can be found by id and by address in any case")
    func register() async throws {
        try await AccountWorld.run { world in
            let user = try await world.users.register(
                EmailAddress(" Ann@Example.org"), password: Password(AccountWorld.password), from: AccountWorld.home)
            #expect(user.email == "Ann@Example.org")
            #expect(user.role == .viewer)
            #expect(!user.isDisabled)
            #expect(user.createdAt == world.clock.now)
            #expect(try await world.users.find(user.id) == user)
            #expect(try await world.users.find(EmailAddress("ANN@example.ORG")) == user)
        }
    }

    @Test("An address has one account, in whatever case it is written")
    func taken() async throws {
        try await AccountWorld.run { world in
            try await world.user("ann@example.org")
            await #expect(throws: CatalogueError.emailTaken) { try await register("ANN@EXAMPLE.ORG", in: world) }
            await #expect(throws: CatalogueError.emailTaken) { try await world.user("Ann@example.org") }
        }
    }

    @Test("Of many who register one address at once, one gets it")
    func race() async throws {
        try await AccountWorld.run { world in
            let won = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<20 {
                    group.addTask { (try? await register("ann@example.org", number, in: world)) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(won == 1)
            let users = try await world.users.list().elements
            #expect(users.count == 1)
        }
    }

    @Test("Registration can be closed; the owner can still make accounts")
    func closed() async throws {
        var settings = try AccountWorld.settings()
        settings.registrationIsOpen = false
        try await AccountWorld.run(settings) { world in
            await #expect(throws: CatalogueError.registrationClosed) { try await register("a@b.c", in: world) }
            let admin = try await world.user("a@b.c", role: .admin)
            #expect(admin.role == .admin)
        }
    }

    @Test("The address itself is no password, on registering and on changing")
    func sameAsEmail() async throws {
        let reason = ValueError("same_as_email", "must not be the e-mail address")
        let expected = CatalogueError.invalid([InvalidField("password", reason)])
        try await AccountWorld.run { world in
            let email = try EmailAddress("ann@example.org")
            let password = try Password("ANN@example.org")
            await #expect(throws: expected) {
                try await world.users.register(email, password: password, from: AccountWorld.home)
            }
            let user = try await world.user()
            await #expect(throws: expected) { try await world.users.setPassword(password, of: user.id, by: .owner) }
        }
    }

    @Test("A list goes on right after its last user, whoever is deleted meanwhile")
    func list() async throws {
        try await AccountWorld.run { world in
            var made: [User] = []
            for number in 1...5 { made.append(try await world.user("u\(number)@example.org")) }
            let first = try await world.users.list(PageRequest(limit: 2, counts: true))
            #expect(first.elements == Array(made[0...1]))
            #expect(first.total == 5)
            try await world.users.delete(made[1].id, by: .owner)
            let second = try await world.users.list(PageRequest(limit: 2, after: first.next))
            #expect(second.elements == Array(made[2...3]))
            let last = try await world.users.list(PageRequest(limit: 2, after: second.next))
            #expect(last.elements == [made[4]])
            #expect(last.next == nil)
        }
    }

    @Test("What is done to nobody is not found")
    func notFound() async throws {
        try await AccountWorld.run { world in
            let nobody = User.ID(99)
            let password = try Password("another password")
            await #expect(throws: CatalogueError.notFound) { try await world.users.find(nobody) }
            await #expect(throws: CatalogueError.notFound) { try await world.users.find(EmailAddress("x@y.z")) }
            await #expect(throws: CatalogueError.notFound) { try await world.users.delete(nobody, by: .owner) }
            await #expect(throws: CatalogueError.notFound) {
                try await world.users.setRole(.admin, of: nobody, by: .owner)
            }
            await #expect(throws: CatalogueError.notFound) {
                try await world.users.setDisabled(true, nobody, by: .owner)
            }
            await #expect(throws: CatalogueError.notFound) {
                try await world.users.setPassword(password, of: nobody, by: .owner)
            }
        }
    }

    @Test("A deleted user's address is free again, for another id")
    func deletion() async throws {
        try await AccountWorld.run { world in
            let old = try await world.user()
            try await world.users.delete(old.id, by: .owner)
            let new = try await world.user()
            #expect(new.id != old.id)
        }
    }

    private func register(_ email: String, _ number: Int = 1, in world: AccountWorld) async throws -> User {
        try await world.users.register(
            EmailAddress(email), password: Password(AccountWorld.password), from: ClientAddress("10.0.0.\(number)"))
    }
}
