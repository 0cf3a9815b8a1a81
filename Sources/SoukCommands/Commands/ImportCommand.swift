import ArgumentParser
import Catalogue
import SoukServer

/// `souk import`: items out of a file.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Create and change items from a CSV or NDJSON file.",
        usage: "souk import [--format csv|ndjson] [--dry-run] [--only-good] [--report FILE] FILE|-",
        discussion: """
            Columns: name, price, store (or store_id), and where wanted id, description, tags, currency; in any order. A row \
            with an id changes that item, and needs no other column; one without makes a new item. Missing tags are made. \
            Without --only-good a single bad row keeps all of them out. Ends with 65 when a row was refused. Works while \
            the server runs.
            """)

    @Argument(help: ArgumentHelp("The file, or - for standard input.", valueName: "FILE")) var file: String
    @Option(
        help: ArgumentHelp("csv or ndjson. (default: by the file's name, else csv)", valueName: "FORMAT"),
        transform: ItemFormat.written)
    var format: ItemFormat?
    @Flag(name: .customLong("dry-run"), help: "Do all of it, report, and undo it.") var isDryRun = false
    @Flag(name: .customLong("only-good"), help: "Write the good rows when others are refused.") var isOnlyGood = false
    @Option(help: ArgumentHelp("Write what is wrong with which row into this CSV file.", valueName: "FILE"))
    var report: String?
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func run() async throws {
        let order = ImportOrder(
            format: format ?? ItemFormat(fileName: file) ?? .csv, mode: isOnlyGood ? .goodRows : .allOrNothing,
            isDryRun: isDryRun)
        try await flags.installation().importItems(order, from: file, report: report)
    }
}
