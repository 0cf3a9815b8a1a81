import ArgumentParser
import Catalogue
import Glibc

/// `souk serve`: the server.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the shop until Control-C or SIGTERM.",
        usage: "souk serve [--demo] [<settings>]",
        discussion: """
            Makes the database, its tables and the signing key when they are missing.
            Every setting can also be a variable or a key of the configuration file: souk config --markdown lists them.
            """)

    @OptionGroup(title: "Settings") var flags: SettingFlags

    func run() async throws {
        let surroundings = Surroundings.process
        let settings = try flags.settings(surroundings)
        let log = Log(settings: settings, terminal: surroundings.terminal, clock: .system)
        defer { log.writer.flush() }
        try await Serving(settings: settings, terminal: surroundings.terminal, clock: .system, log: log).run()
    }
}

extension Log {
    /// The log that the settings want, on standard error.
    init(settings: Settings, terminal: Terminal, clock: WallClock) {
        self.init(
            style: LogStyle(settings.logFormat, isTerminal: terminal.errorIsTerminal), level: settings.logLevel,
            writer: LogWriter(descriptor: STDERR_FILENO), clock: clock,
            redaction: Redaction(secrets: settings.tokenKeys.map(\.text) + [settings.metricsToken].compactMap { $0 }))
    }
}
