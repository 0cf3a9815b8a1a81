import ArgumentParser

/// The option table as flags: one property a line, everything else read from the table.
struct SettingFlags: ParsableArguments {
    @Option(name: .customLong("config"), help: "A JSON file of settings. (default: souk.json, if there is one)")
    var file: String?

    @Option(SettingTable.dataFolder.line) var dataFolder: FlagValue?
    @Option(SettingTable.database.line) var database: FlagValue?
    @Option(SettingTable.host.line) var host: FlagValue?
    @Option(SettingTable.port.line) var port: FlagValue?
    @Option(SettingTable.tlsCertificate.line) var tlsCertificate: FlagValue?
    @Option(SettingTable.tlsKey.line) var tlsKey: FlagValue?
    @Option(SettingTable.trustedProxies.line) var trustedProxies: [FlagValue] = []
    @Option(SettingTable.corsOrigins.line) var corsOrigins: [FlagValue] = []
    @Option(SettingTable.environment.line) var environment: FlagValue?
    @Option(SettingTable.access.line) var access: FlagValue?
    @Option(SettingTable.registration.line) var registration: FlagValue?
    @Option(SettingTable.hashMemory.line) var hashMemory: FlagValue?
    @Option(SettingTable.hashPasses.line) var hashPasses: FlagValue?
    @Option(SettingTable.defaultCurrency.line) var defaultCurrency: FlagValue?
    @Flag(SettingTable.requireIfMatch.line) var requireIfMatch: Bool?
    @Flag(SettingTable.demo.line) var demo: Bool?
    @Option(SettingTable.bodyLimit.line) var bodyLimit: FlagValue?
    @Option(SettingTable.requestsInFlight.line) var requestsInFlight: FlagValue?
    @Option(SettingTable.tokenKey.line) var tokenKey: FlagValue?
    @Option(SettingTable.metricsToken.line) var metricsToken: FlagValue?
    @Option(SettingTable.logLevel.line) var logLevel: FlagValue?
    @Option(SettingTable.logFormat.line) var logFormat: FlagValue?

    /// What was said on the command line, by the settings' keys.
    var written: [String: WrittenValue] {
        var written: [String: WrittenValue] = [:]
        for value in Mirror(reflecting: self).children.map(\.value) {
            if let single = (value as? Option<FlagValue?>)?.wrappedValue { written[single.line.key] = single.written }
            if let several = (value as? Option<[FlagValue]>)?.wrappedValue, let line = several.first?.line {
                written[line.key] = .list(several.flatMap(\.texts))
            }
        }
        written[SettingTable.requireIfMatch.line.key] = requireIfMatch.map { .yesOrNo($0) }
        written[SettingTable.demo.line.key] = demo.map { .yesOrNo($0) }
        return written
    }

    /// All settings as they hold for this command line, in this environment. Warnings go to standard error.
    func settings(_ surroundings: Surroundings) async throws(Failure) -> Settings {
        let sources = try await SettingSources(flags: written, environment: surroundings.environment, file: file)
        sources.warnings.forEach(surroundings.terminal.warn)
        return try Settings(from: sources)
    }
}
