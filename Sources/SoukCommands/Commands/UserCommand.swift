import ArgumentParser
import Catalogue

/// `souk user …`: accounts, also while the server runs.
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Create, list and change accounts.",
        discussion: "Works while the server runs.",
        subcommands: [
            UserCreate.self, UserList.self, UserRole.self, UserPassword.self, UserDisable.self, UserEnable.self,
            UserDelete.self,
        ])
}

struct UserCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create an account.",
        discussion: "The password is asked for, or read from standard input when that is no terminal.")

    @Argument(help: "The e-mail address.") var email: String
    @Option(help: "viewer, editor or admin.") var role = "viewer"
    @Flag(name: .customLong("generate"), help: "Make up a password and print it.") var isGenerated = false
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        let installation = try flags.installation()
        let password = try PasswordPrompt(terminal: installation.terminal, random: .system)
            .password(for: email, isGenerated: isGenerated)
        try await installation.perform(.createUser(email: email, password: password.text, role: role))
        if password.isGenerated { installation.terminal.say("Password: \(password.text)") }
    }
}

struct UserList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List all accounts.")

    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        try await flags.installation().perform(.listUsers)
    }
}

struct UserRole: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "role", abstract: "Make somebody a viewer, an editor or an admin.",
        discussion: "Counts from their next request on.")

    @Argument(help: "The e-mail address.") var email: String
    @Argument(help: "viewer, editor or admin.") var role: String
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        try await flags.installation().perform(.setRole(email: email, role: role))
    }
}

struct UserPassword: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Give somebody a new password; ends their sessions.",
        discussion: "The password is asked for, or read from standard input when that is no terminal.")

    @Argument(help: "The e-mail address.") var email: String
    @Flag(name: .customLong("generate"), help: "Make up a password and print it.") var isGenerated = false
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        let installation = try flags.installation()
        let password = try PasswordPrompt(terminal: installation.terminal, random: .system)
            .password(for: email, isGenerated: isGenerated)
        try await installation.perform(.setPassword(email: email, password: password.text))
        if password.isGenerated { installation.terminal.say("Password: \(password.text)") }
    }
}

struct UserDisable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Shut an account; ends its sessions.")

    @Argument(help: "The e-mail address.") var email: String
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        try await flags.installation().perform(.setDisabled(email: email, isDisabled: true))
    }
}

struct UserEnable: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "enable", abstract: "Open a shut account again.")

    @Argument(help: "The e-mail address.") var email: String
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        try await flags.installation().perform(.setDisabled(email: email, isDisabled: false))
    }
}

struct UserDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete an account for good, with its sessions.")

    @Argument(help: "The e-mail address.") var email: String
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        try await flags.installation().perform(.deleteUser(email: email))
    }
}
