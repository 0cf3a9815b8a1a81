import ArgumentParser

/// The command line's root.
struct Souk: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "souk", abstract: "A REST API server for shops.",
        discussion: """
            Start it with `souk serve`, then open the address that it prints.
            Every setting can be a flag, a variable (SOUK_…) or a key in souk.json; `souk config` shows what holds.
            """,
        subcommands: [
            ServeCommand.self, HealthCommand.self, UserCommand.self, ImportCommand.self, ExportCommand.self,
            SeedCommand.self, KeyCommand.self,
            MigrateCommand.self, BackupCommand.self, MoveCommand.self, ConfigCommand.self, RoutesCommand.self,
            OpenAPICommand.self, VersionCommand.self,
        ])
}
