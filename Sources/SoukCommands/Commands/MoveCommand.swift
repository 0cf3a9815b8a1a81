import ArgumentParser
import SQLEngines

/// `souk move`: the whole shop from one database into another.
struct MoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Move everything into a new, empty database, of another engine too.",
        usage: "souk move --from URL --to URL [--online]",
        discussion: """
            Stop the servers first: what is written to the old database after the move began is not in the new one. \
            The new database is written, read back and compared with the old one in one transaction; whatever goes \
            wrong, it stays empty. The old database is only read.

            A password in a URL can be seen by other users of the machine: leave it out, and give it by PGPASSWORD or \
            ~/.pgpass. The signing keys move too, so that nobody has to log in again: from souk.keys beside an embedded \
            database into PostgreSQL, and back. Keys that the configuration gives (token-key) have to be given again.
            """)

    @Option(help: ArgumentHelp("The database with the shop.", valueName: "URL")) var from: String
    @Option(help: ArgumentHelp("The empty one.", valueName: "URL")) var to: String
    @Flag(
        name: .customLong("online"),
        help: "Also while instances use the source (PostgreSQL); what they write from now on is not moved.")
    var isOnline = false

    func run() async throws {
        let (source, target) = (try Self.location(from, "--from"), try Self.location(to, "--to"))
        try await Moving(source: source, target: target, isOnline: isOnline, terminal: Surroundings.process.terminal)
            .run()
    }

    private static func location(_ text: String, _ flag: String) throws -> EngineURL {
        do {
            return try EngineURL(text)
        } catch let error as DatabaseUnusable {
            throw ValidationError("\(flag): \(error.description)")
        }
    }
}
