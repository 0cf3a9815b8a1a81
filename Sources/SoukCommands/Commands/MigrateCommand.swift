import ArgumentParser
import Catalogue
import SQLEngines

/// `souk migrate …`: the database's tables. `souk serve` brings them up to date by itself.
struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Bring the database's tables up to date, or see where they stand.",
        subcommands: [MigrateUp.self, MigrateStatus.self])
}

struct MigrateUp: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "up", abstract: "Run the migrations that have not run yet.")

    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        let installation = try flags.installation()
        let ran = try await installation.withBareDatabase { engine in
            try await Migrator(Catalogue.migrations).up(engine)
        }
        for migration in ran { installation.terminal.say("Ran \(migration.number) \(migration.name).") }
        if ran.isEmpty { installation.terminal.say("The tables are up to date.") }
    }
}

struct MigrateStatus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Show which migrations have run.")

    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        let installation = try flags.installation()
        let status = try await installation.withBareDatabase { engine in
            try await Migrator(Catalogue.migrations).status(engine)
        }
        let rows = status.map { [String($0.number), $0.name, $0.state.words] }
        installation.terminal.say(TextTable.aligned([["number", "name", "state"]] + rows))
    }
}

extension MigrationStatus.State {
    fileprivate var words: String {
        switch self {
        case .applied: "has run"
        case .pending: "will run"
        case .changed: "HAS RUN WITH OTHER STATEMENTS"
        case .unknown: "has run; this program is too old to know it"
        }
    }
}
