import SQLEngines

/// In whose name an account is changed. It is looked at in the transaction that does it: who asked may have waited for
/// a password's hash since they were let in, and may do it no longer.
public enum Authority: Sendable {
    /// Whose the installation is: the command line, and everybody where the access policy asks for nobody.
    case owner
    /// Whoever is signed in by this session.
    case session(LiveSession.ID)

    var sessionID: LiveSession.ID? {
        if case .session(let id) = self { id } else { nil }
    }
}

/// Rows are taken in the order that all writes to accounts keep: names, the account, its sessions.
extension Session {
    /// Lets nobody else decide who may do what until the write ends.
    func lockAdmins() async throws {
        try await lock(name: "admins")
    }

    /// The same, but for what people do to their own accounts: no other matters there. A session's user never changes.
    func lockAdmins(unless authority: Authority, owns account: User.ID) async throws {
        if let id = authority.sessionID, try await liveSession(id)?.userID == account { return }
        try await lockAdmins()
    }

    /// What people may do to their own accounts, and admins to all. Takes the account, and the session by which it is done, so that
    /// neither ends before the write does. Throws `sessionEnded`, `sessionExpired`, `insufficientRole`.
    func allow(_ authority: Authority, over account: User.ID, at now: Timestamp) async throws {
        try await lock(rows: "users WHERE id = \(account)")
        guard let live = try await take(authority, at: now) else { return }
        guard live.userID == account || live.role == .admin else { throw CatalogueError.insufficientRole(.admin) }
    }

    /// What admins alone may do, to whose account it may be. Throws `sessionEnded`, `sessionExpired`, `insufficientRole`.
    func allowAdmin(_ authority: Authority, at now: Timestamp) async throws {
        guard let live = try await take(authority, at: now) else { return }
        guard live.role == .admin else { throw CatalogueError.insufficientRole(.admin) }
    }

    /// Throws `lastAdmin` for the account without which nobody could let anybody in; but the owner may do without.
    func keepAdmin(besides account: User.ID, by authority: Authority) async throws {
        guard case .session = authority else { return }
        let user = try await user(account)
        guard user.role == .admin, !user.isDisabled else { return }
        guard try await countUsers(.admin) > 1 else { throw CatalogueError.lastAdmin }
    }

    /// nil for the owner.
    private func take(_ authority: Authority, at now: Timestamp) async throws -> LiveSession? {
        guard let id = authority.sessionID else { return nil }
        try await lock(rows: "sessions WHERE id = \(id)")
        guard let live = try await liveSession(id) else { throw CatalogueError.sessionEnded }
        guard live.expiresAt > now else { throw CatalogueError.sessionExpired }
        return live
    }
}
