import ArgumentParser

/// `souk health`: for container engines and service managers, where there is no curl.
struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health", abstract: "Ask the server on this machine whether it takes requests.",
        usage: "souk health [<settings>]",
        discussion: """
            Asks /readyz at the configured host and port, and waits 3 seconds at most.
            Exits with 0 when it is ready, and with 1, saying why, when it is not.
            """)

    @OptionGroup(title: "Settings") var flags: SettingFlags

    func run() async throws {
        let surroundings = Surroundings.process
        let settings = try flags.settings(surroundings)
        guard settings.port != 0 else {
            throw Failure(.configuration, "With port 0 nobody knows where to ask. Name the port: --port NUMBER.")
        }
        let check = HealthCheck(host: settings.host, port: settings.port, isTLS: settings.tlsCertificate != nil)
        surroundings.terminal.say(try await check.run())
    }
}
