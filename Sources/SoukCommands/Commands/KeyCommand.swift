import ArgumentParser

/// `souk key …`: the keys that sign tokens, also while the server runs.
struct KeyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "key", abstract: "Rotate, list or replace the keys that sign tokens.",
        subcommands: [KeyRotate.self, KeyList.self, KeyAdopt.self])
}

struct KeyRotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate", abstract: "Sign with a new key from now on; nobody is logged out.")

    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        try await flags.installation().perform(.rotateKey)
    }
}

struct KeyList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the keys by their ids; never the keys themselves.")

    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        try await flags.installation().perform(.listKeys)
    }
}

struct KeyAdopt: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Go on with a new key after the old one was lost; everybody has to log in again.",
        discussion: "Only while no server runs.")

    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        try await flags.installation().adoptKeys()
    }
}
