import ArgumentParser

/// `souk version`.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Print the version of this program.")

    func run() {
        Terminal.standard.say("souk \(SoukVersion.current)")
    }
}

/// The version of this program, as the changelog numbers it.
enum SoukVersion {
    static let current = "0.1.0"
}
