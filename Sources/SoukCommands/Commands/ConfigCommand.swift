import ArgumentParser

/// `souk config`: what holds, and why.
struct ConfigCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "config", abstract: "Show every setting, its value and where it came from.",
        usage: "souk config [--markdown] [<settings>]")

    @Flag(help: "Print the table of all settings, as the README has it, instead.")
    var markdown = false

    @OptionGroup(title: "Settings") var flags: SettingFlags

    func run() async throws {
        let surroundings = Surroundings.process
        if markdown { return surroundings.terminal.say(SettingReport.reference()) }
        let settings = try flags.settings(surroundings)
        surroundings.terminal.say(SettingReport.effective(settings.report))
        let file = settings.fileName ?? "none (\(SettingFile.usualName) in the current folder would be read)"
        surroundings.terminal.note("Configuration file: \(file)")
    }
}
