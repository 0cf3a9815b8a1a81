import SQLEngines
import TestDatabases
import Testing

@testable import Catalogue

@Suite("In whose name an account is changed")
struct AuthorityTests {
    @Test("Of two admins who do it to each other at once, one is left", arguments: Deed.ofAdmins)
    private func eachOther(_ deed: Deed) async throws {
        try await AccountWorld.run { world in
            for round in 1...3 {
                let (ann, bob) = (try await world.admin("ann\(round)"), try await world.admin("bob\(round)"))
                async let toBob = deed.refusal(bob.userID, by: ann.id, in: world)
                async let toAnn = deed.refusal(ann.userID, by: bob.id, in: world)
                let refusals = try await [toBob, toAnn].compactMap(\.self)
                // A role that is gone, or an account or a session.
                #expect(refusals == [deed == .demote ? .insufficientRole(.admin) : .sessionEnded])
                let kept = [.setPassword, .endSessions].contains(deed)
                #expect(try await world.users.count(role: .admin) == (kept ? 2 * round : round))
            }
        }
    }

    @Test("Who is no admin, or signed in no more, does nothing to another", arguments: Deed.allCases)
    private func noAdmin(_ deed: Deed) async throws {
        try await AccountWorld.run { world in
            let ann = try await world.admin("ann")
            let ended = try await world.logIn("ann@example.org").session.id
            try await world.sessions.end(ended)
            try await world.user("eve@example.org", role: .editor)
            let editor = try await world.logIn("eve@example.org").session.id
            for (session, refusal) in [(editor, CatalogueError.insufficientRole(.admin)), (ended, .sessionEnded)] {
                #expect(try await deed.refusal(ann.userID, by: session, in: world) == refusal)
            }
            #expect(try await world.users.list().elements.map(\.email) == ["ann@example.org", "eve@example.org"])
            #expect(try await world.users.find(ann.userID).role == .admin)
            #expect(try await world.sessions.live(ann.id) != nil)
            _ = try await world.logIn("ann@example.org")
        }
    }

    @Test(
        "By a session that is over nobody changes their own account either, though it was let in",
        arguments: Deed.allCases)
    private func over(_ deed: Deed) async throws {
        try await AccountWorld.run { world in
            let user = try await world.admin("eve").userID
            func refusal(after end: (LiveSession.ID) async throws -> Void) async throws -> CatalogueError? {
                let session = try await world.logIn("eve@example.org").session.id
                try await end(session)
                return try await deed.refusal(user, by: session, in: world)
            }
            #expect(try await refusal { try await world.sessions.end($0) } == .sessionEnded)
            #expect(try await refusal { _ in try await world.sessions.endAll(of: user, by: .owner) } == .sessionEnded)
            let shut = try await refusal { _ in try await world.users.setDisabled(true, user, by: .owner) }
            #expect(shut == .sessionEnded)
            try await world.users.setDisabled(false, user, by: .owner)
            #expect(try await refusal { _ in world.clock.advance(LiveSession.lifetime) } == .sessionExpired)
            _ = try await world.logIn("eve@example.org")
        }
    }

    @Test("Who loses the right to it while a password's hash is waited for does not do it", arguments: Deed.hashing)
    private func whileItWaits(_ deed: Deed) async throws {
        try await AccountWorld.run { world in
            let ann = try await world.admin("ann").userID
            for (round, loss) in Loss.allCases.enumerated() {
                let eve = try await world.admin("eve\(round)")
                let target = deed == .setOwnPassword ? eve.userID : ann
                let refusal = try await world.whileItsHashWaits {
                    try await loss.happen(to: eve, in: world)
                } during: {
                    try await deed.refusal(target, by: eve.id, in: $0)
                }
                if deed == .setOwnPassword, loss == .demotion {
                    #expect(refusal == nil)
                } else {
                    #expect(refusal == loss.refusal)
                    if loss == .logout { _ = try await world.logIn("eve\(round)@example.org") }
                }
            }
            _ = try await world.logIn("ann@example.org")
            await #expect(throws: CatalogueError.notFound) {
                try await world.users.find(EmailAddress("new@example.org"))
            }
        }
    }

    @Test("Nor who loses it while the account is waited for")
    func whileOthersHaveIt() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await AccountWorld.run(on: .postgres) { world in
            let eve = try await world.admin("eve")
            let (taken, isTaken) = AsyncStream<Void>.makeStream()
            async let refusal = Self.after(taken) {
                try await Deed.setOwnPassword.refusal(eve.userID, by: eve.id, in: world)
            }
            try await world.engine.write { session in
                try await session.lock(name: "failures of eve@example.org")
                _ = try await session.value("SELECT 1", as: Int.self)
                isTaken.finish()
                try await eventually { try await world.engine.waiting() == 1 }
                try await world.sessions.end(eve.id)
            }
            #expect(try await refusal == .sessionEnded)
            _ = try await world.logIn("eve@example.org")
        }
    }

    @Test("A session is ended as the one of its own user, or of nobody")
    func anothersSession() async throws {
        try await AccountWorld.run { world in
            let ann = try await world.admin("ann")
            let user = try await world.user("eve@example.org")
            let eve = try await world.logIn("eve@example.org").session.id
            #expect(try await world.sessions.end(ann.id, of: user.id, by: .session(eve)) == false)
            await #expect(throws: CatalogueError.insufficientRole(.admin)) {
                try await world.sessions.end(ann.id, of: ann.userID, by: .session(eve))
            }
            #expect(try await world.sessions.live(ann.id) != nil)
            #expect(try await world.sessions.end(eve, of: user.id, by: .session(ann.id)))
            #expect(try await world.sessions.end(eve, of: user.id, by: .session(ann.id)) == false)
            #expect(try await world.sessions.live(eve) == nil)
        }
    }

    @Test("Nobody gives themselves a role, nor lets themselves in")
    func oneself() async throws {
        try await AccountWorld.run { world in
            let user = try await world.user("eve@example.org")
            let session = try await world.logIn("eve@example.org").session.id
            await #expect(throws: CatalogueError.insufficientRole(.admin)) {
                try await world.users.setRole(.admin, of: user.id, by: .session(session))
            }
            await #expect(throws: CatalogueError.insufficientRole(.admin)) {
                try await world.users.setDisabled(false, user.id, by: .session(session))
            }
            #expect(try await world.users.find(user.id) == user)
        }
    }

    @Test("The last admin cannot leave, nor do all at once; the owner may do without", arguments: Deed.taking)
    private func lastAdmin(_ deed: Deed) async throws {
        try await AccountWorld.run { world in
            let (ann, bob) = (try await world.admin("ann"), try await world.admin("bob"))
            async let first = deed.refusal(ann.userID, by: ann.id, in: world)
            async let second = deed.refusal(bob.userID, by: bob.id, in: world)
            #expect(try await [first, second].compactMap(\.self) == [.lastAdmin])
            #expect(try await world.users.count(role: .admin) == 1)
            for user in try await world.users.list().elements where user.role == .admin && !user.isDisabled {
                try await deed.run(user.id, by: .owner, in: world)
            }
            #expect(try await world.users.hasAdmin() == false)
        }
    }

    @Test("Who is no admin can leave, though there is none")
    func leaving() async throws {
        try await AccountWorld.run { world in
            let user = try await world.user("eve@example.org")
            let session = try await world.logIn("eve@example.org").session.id
            try await world.users.delete(user.id, by: .session(session))
            #expect(try await world.users.list().elements == [])
        }
    }

    private static func after<Value: Sendable>(
        _ start: AsyncStream<Void>, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        for await _ in start {}
        return try await body()
    }

    /// What may be done to an account.
    private enum Deed: CaseIterable {
        case demote, shut, delete, setPassword, setOwnPassword, endSessions, make

        static let taking = [demote, shut, delete]
        static let ofAdmins = [demote, shut, delete, setPassword, endSessions]
        static let hashing = [setPassword, setOwnPassword, make]

        func run(_ id: User.ID, by authority: Authority, in world: AccountWorld) async throws {
            let password = try Password("quite another one")
            switch self {
            case .demote: try await world.users.setRole(.viewer, of: id, by: authority)
            case .shut: try await world.users.setDisabled(true, id, by: authority)
            case .delete: try await world.users.delete(id, by: authority)
            case .setPassword, .setOwnPassword: try await world.users.setPassword(password, of: id, by: authority)
            case .endSessions: try await world.sessions.endAll(of: id, by: authority)
            case .make:
                let email = try EmailAddress("new@example.org")
                _ = try await world.users.create(email, password: password, role: .admin, by: authority)
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

    /// How somebody loses the right to something.
    private enum Loss: CaseIterable {
        case logout, demotion, shutting, deletion

        var refusal: CatalogueError { self == .demotion ? .insufficientRole(.admin) : .sessionEnded }

        func happen(to user: LiveSession, in world: AccountWorld) async throws {
            switch self {
            case .logout: try await world.sessions.end(user.id)
            case .demotion: try await world.users.setRole(.viewer, of: user.userID, by: .owner)
            case .shutting: try await world.users.setDisabled(true, user.userID, by: .owner)
            case .deletion: try await world.users.delete(user.userID, by: .owner)
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
