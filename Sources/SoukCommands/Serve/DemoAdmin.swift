import Catalogue

/// An account made for somebody who tries Souk out, and its password, which nobody else knows.
struct Newcomer: Sendable {
    let email: String
    let password: String
}

/// Makes a first admin for the demo: only in development, only where nobody but this machine can reach it, only while
/// there is no account at all, and only when a person sits at the terminal to read the password.
struct DemoAdmin: Sendable {
    let settings: Settings
    let terminal: Terminal
    let users: UserService

    func make() async throws -> Newcomer? {
        guard settings.environment == .development, settings.isLoopback, terminal.outputIsTerminal,
            try await users.list(PageRequest(limit: 1)).elements.isEmpty
        else { return nil }
        let newcomer = Newcomer(email: "admin@example.com", password: GeneratedPassword.make(.system))
        do {
            _ = try await users.createFirstAdmin(
                try EmailAddress(newcomer.email), password: try Password(newcomer.password))
        } catch CatalogueError.emailTaken, CatalogueError.notFound {
            // Another instance on the same database was faster, and shows its password.
            return nil
        }
        return newcomer
    }
}
