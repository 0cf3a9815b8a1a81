import Catalogue
import Testing

@Suite("In whose name an account is changed")
struct AuthorityTests {
    @Test("Of two admins who do it to each other at once, one is left", arguments: Deed.allCases)
    private func eachOther(_ deed: Deed) async throws {
        try await AccountWorld.run { world in
            for round in 1...3 {
                let (ann, bob) = (try await world.admin("ann\(round)"), try await world.admin("bob\(round)"))
                async let toBob = deed.refusal(bob.userID, by: ann.id, in: world)
                async let toAnn = deed.refusal(ann.userID, by: bob.id, in: world)
                let refusals = try await [toBob, toAnn].compactMap(\.self)
                // A role that is gone, or an account or a session.
                #expect(refusals == [deed == .demote ? .insufficientRole(.admin) : .sessionEnded])
                #expect(try await world.users.count(role: .admin) == round + (deed == .setPassword ? round : 0))
            }
        }
    }

    @Test("Who is no admin, or signed in no more, does nothing to another, nor makes anybody", arguments: Deed.allCases)
    private func noAdmin(_ deed: Deed) async throws {
        try await AccountWorld.run { world in
            let ann = try await world.admin("ann")
            let ended = try await world.logIn("ann@example.org").session.id
            try await world.sessions.end(ended)
            try await world.user("eve@example.org", role: .editor)
            let editor = try await world.logIn("eve@example.org").session.id
            for (session, refusal) in [(editor, CatalogueError.insufficientRole(.admin)), (ended, .sessionEnded)] {
                #expect(try await deed.refusal(ann.userID, by: session, in: world) == refusal)
                await #expect(throws: refusal) {
                    try await world.users.create(
                        EmailAddress("new@example.org"), password: Password("quite a long one"), role: .admin,
                        by: .session(session))
                }
            }
            #expect(try await world.users.list().elements.map(\.email) == ["ann@example.org", "eve@example.org"])
            #expect(try await world.users.find(ann.userID).role == .admin)
            #expect(try await world.sessions.live(ann.id) != nil)
            _ = try await world.logIn("ann@example.org")
        }
    }

    @Test(
        "By a session that has ended nobody changes their own account either, though it was let in",
        arguments: Deed.allCases)
    private func ended(_ deed: Deed) async throws {
        try await AccountWorld.run { world in
            let user = try await world.user("eve@example.org")
            for end in [world.sessions.end, { _ in try await world.sessions.endAll(of: user.id) }] {
                let session = try await world.logIn("eve@example.org").session.id
                try await end(session)
                #expect(try await deed.refusal(user.id, by: session, in: world) == .sessionEnded)
            }
            let shut = try await world.logIn("eve@example.org").session.id
            try await world.users.setDisabled(true, user.id, by: .owner)
            #expect(try await deed.refusal(user.id, by: shut, in: world) == .sessionEnded)
            try await world.users.setDisabled(false, user.id, by: .owner)
            _ = try await world.logIn("eve@example.org")
        }
    }

    @Test(
        "The last admin cannot leave, nor do all at once; who is none can, and the owner may do without",
        arguments: Deed.taking)
    private func lastAdmin(_ deed: Deed) async throws {
        try await AccountWorld.run { world in
            let (ann, bob) = (try await world.admin("ann"), try await world.admin("bob"))
            try await world.user("eve@example.org")
            let eve = try await world.logIn("eve@example.org").session
            async let first = deed.refusal(ann.userID, by: ann.id, in: world)
            async let second = deed.refusal(bob.userID, by: bob.id, in: world)
            #expect(try await [first, second].compactMap(\.self) == [.lastAdmin])
            #expect(try await world.users.count(role: .admin) == 1)
            #expect(try await deed.refusal(eve.userID, by: eve.id, in: world) == nil)
            for user in try await world.users.list().elements where user.role == .admin && !user.isDisabled {
                try await deed.run(user.id, by: .owner, in: world)
            }
            #expect(try await world.users.hasAdmin() == false)
        }
    }

    /// What may be done to an account.
    private enum Deed: CaseIterable {
        case demote, shut, delete, setPassword

        static let taking = [demote, shut, delete]

        func run(_ id: User.ID, by authority: Authority, in world: AccountWorld) async throws {
            switch self {
            case .demote: try await world.users.setRole(.viewer, of: id, by: authority)
            case .shut: try await world.users.setDisabled(true, id, by: authority)
            case .delete: try await world.users.delete(id, by: authority)
            case .setPassword:
                try await world.users.setPassword(Password("quite another one"), of: id, by: authority)
            }
        }

        func refusal(_ id: User.ID, by session: LiveSession.ID, in world: AccountWorld) async throws -> CatalogueError?
        {
            do {
                try await run(id, by: .session(session), in: world)
                return nil
            } catch let refusal as CatalogueError {
                return refusal
            }
        }
    }
}

extension AccountWorld {
    /// A new admin, signed in.
    fileprivate func admin(_ name: String) async throws -> LiveSession {
        try await user("\(name)@example.org", role: .admin)
        return try await logIn("\(name)@example.org").session
    }
}
