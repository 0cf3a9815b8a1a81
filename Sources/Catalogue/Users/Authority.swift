import SQLEngines

/// In whose name an account is changed. It is looked at in the transaction that does it: who asked may have waited for a password's
/// hash since they were let in, and may do it no longer.
public enum Authority: Sendable {
    /// Whose the installation is: the command line, and everybody where the access policy asks for nobody.
    case owner
    /// Whoever is signed in by this session: to their own account, and an admin to every one.
    case session(LiveSession.ID)

    var sessionID: LiveSession.ID? {
        if case .session(let id) = self { id } else { nil }
    }
}

extension Session {
    /// Lets nobody else decide who may do what until the write ends. Before any row is taken.
    func lockAdmins() async throws {
        try await lock(name: "admins")
    }

    /// `account`: nil for one that is made now. Throws `sessionEnded`, `insufficientRole`.
    func allow(_ authority: Authority, over account: User.ID? = nil) async throws {
        guard case .session(let id) = authority else { return }
        if try await signedIn(id).userID == account { return }
        // Of two admins who do it to each other at once, one comes first, and the other finds out.
        try await lockAdmins()
        guard try await signedIn(id).role == .admin else { throw CatalogueError.insufficientRole(.admin) }
    }

    /// Throws `lastAdmin` for the account without which nobody could let anybody in; but the owner may do without.
    func keepAdmin(besides account: User.ID, by authority: Authority) async throws {
        guard case .session = authority else { return }
        let user = try await user(account)
        guard user.role == .admin, !user.isDisabled else { return }
        guard try await countUsers(.admin) > 1 else { throw CatalogueError.lastAdmin }
    }

    private func signedIn(_ id: LiveSession.ID) async throws -> LiveSession {
        guard let live = try await liveSession(id) else { throw CatalogueError.sessionEnded }
        return live
    }
}
