import ArgumentParser

/// `souk seed …`: something to look at.
struct SeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "seed", abstract: "Fill the database with demo data.",
        usage: "souk seed --demo\n       souk seed --items NUMBER [--stores NUMBER]",
        discussion: "Works while the server runs.")

    @Flag(name: .customLong("demo"), help: "The demo catalogue; what is there of it already stays as it is.")
    var isDemo = false
    @Option(help: ArgumentHelp("This many made-up items, in new stores.", valueName: "NUMBER")) var items: Int?
    @Option(help: ArgumentHelp("Spread over this many stores. (default: one for 1,000 items)", valueName: "NUMBER"))
    var stores: Int?
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func validate() throws {
        guard isDemo || items != nil else { throw ValidationError("Say --demo, or --items NUMBER.") }
        guard (1...100_000_000).contains(items ?? 1) else { throw ValidationError("--items must be 1 to 100,000,000.") }
        guard (1...100_000).contains(stores ?? 1) else { throw ValidationError("--stores must be 1 to 100,000.") }
    }

    func run() async throws {
        let installation = try flags.installation()
        if isDemo { try await installation.perform(.seedDemo) }
        if let items {
            try await installation.perform(.seedItems(count: items, stores: stores ?? max(1, items / 1_000)))
        }
    }
}
