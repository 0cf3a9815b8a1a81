import ArgumentParser

/// The option table as flags: one property a line, everything else read from the table.
struct SettingFlags: ParsableArguments {
    @OptionGroup var installation: InstallationFlags

    @Option(SettingTable.host.line) var host: FlagValue?
    @Option(SettingTable.port.line) var port: FlagValue?
    @Option(SettingTable.tlsCertificate.line) var tlsCertificate: FlagValue?
    @Option(SettingTable.tlsKey.line) var tlsKey: FlagValue?
    @Option(SettingTable.trustedProxies.line) var trustedProxies: [FlagValue] = []
    @Option(SettingTable.corsOrigins.line) var corsOrigins: [FlagValue] = []
    @Option(SettingTable.environment.line) var environment: FlagValue?
    @Option(SettingTable.access.line) var access: FlagValue?
    @Option(SettingTable.registration.line) var registration: FlagValue?
    @Flag(SettingTable.requireIfMatch.line) var requireIfMatch: Bool?
    @Flag(SettingTable.demo.line) var demo: Bool?
    @Option(SettingTable.threads.line) var threads: FlagValue?
    @Option(SettingTable.requestsInFlight.line) var requestsInFlight: FlagValue?
    @Option(SettingTable.stopDelay.line) var stopDelay: FlagValue?
    @Option(SettingTable.metricsToken.line) var metricsToken: FlagValue?
    @Option(SettingTable.logLevel.line) var logLevel: FlagValue?
    @Option(SettingTable.logFormat.line) var logFormat: FlagValue?

    /// What was said on the command line, by the settings' keys.
    var written: [String: WrittenValue] {
        var written = WrittenValues.of(self)
        written.merge(installation.written) { $1 }
        written[SettingTable.requireIfMatch.line.key] = requireIfMatch.map { .yesOrNo($0) }
        written[SettingTable.demo.line.key] = demo.map { .yesOrNo($0) }
        return written
    }

    /// All settings as they hold for this command line and environment. Warnings go to standard error.
    func settings(_ surroundings: Surroundings) throws(Failure) -> Settings {
        try .reading(written, file: installation.file, surroundings)
    }
}

/// The flags of commands that need the database and nothing else.
struct InstallationFlags: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("A JSON file of settings. (default: souk.json, if there is one)", valueName: "PATH"))
    var file: String?

    @Option(SettingTable.dataFolder.line) var dataFolder: FlagValue?
    @Option(SettingTable.database.line) var database: FlagValue?
    @Option(SettingTable.readDatabase.line) var readDatabase: FlagValue?
    @Option(SettingTable.databaseConnections.line) var databaseConnections: FlagValue?
    @Option(SettingTable.tokenKeys.line) var tokenKeys: [FlagValue] = []
    @Option(SettingTable.hashMemory.line) var hashMemory: FlagValue?
    @Option(SettingTable.hashPasses.line) var hashPasses: FlagValue?
    @Option(SettingTable.defaultCurrency.line) var defaultCurrency: FlagValue?

    /// What was said on the command line, by the settings' keys.
    var written: [String: WrittenValue] { WrittenValues.of(self) }

    /// The database and whoever holds it.
    func installation() throws(Failure) -> Installation {
        let surroundings = Surroundings.process
        let settings = try Settings.reading(written, file: file, surroundings)
        return Installation(settings: settings, terminal: surroundings.terminal, clock: .system)
    }
}

extension Settings {
    fileprivate static func reading(
        _ flags: [String: WrittenValue], file: String?, _ surroundings: Surroundings
    ) throws(Failure) -> Settings {
        let sources = try SettingSources(flags: flags, environment: surroundings.environment, file: file)
        sources.warnings.forEach(surroundings.terminal.warn)
        return try Settings(from: sources)
    }
}
