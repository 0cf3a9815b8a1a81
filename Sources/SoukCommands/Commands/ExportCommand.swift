import ArgumentParser
import SoukServer

/// `souk export`: items into a file.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write items into a CSV or NDJSON file.",
        usage: "souk export [--format csv|ndjson] [<filters>] [--sort KEY] [FILE]",
        discussion: """
            All items, or those that the filters find, as GET /item does. `souk import` reads what it writes. In CSV a text \
            that a spreadsheet would take for a formula gets an apostrophe in front. Works while the server runs.
            """)

    @Argument(help: ArgumentHelp("(default: standard output)", valueName: "FILE")) var file: String?
    @Option(
        help: ArgumentHelp("csv or ndjson. (default: by the file's name, else csv)", valueName: "FORMAT"),
        transform: ItemFormat.written)
    var format: ItemFormat?
    @Option(name: .customLong("q"), help: ArgumentHelp("Words of the name or description.", valueName: "TEXT"))
    var text: String?
    @Option(help: ArgumentHelp("Only of this store, by name.", valueName: "NAME")) var store: String?
    @Option(
        name: .customLong("tag"), help: ArgumentHelp("Only with this tag; repeatable: all of them.", valueName: "NAME"))
    var tags: [String] = []
    @Option(help: ArgumentHelp("In each item's own currency.", valueName: "PRICE")) var minPrice: String?
    @Option(help: ArgumentHelp("In each item's own currency.", valueName: "PRICE")) var maxPrice: String?
    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("id, name, price or created_at, with - in front for descending.", valueName: "KEY"))
    var sort: String?
    @OptionGroup(title: "Settings") var flags: InstallationFlags

    func validate() throws {
        do throws(Failure) {
            _ = try (ExportOrder.minPrice(minPrice), ExportOrder.maxPrice(maxPrice), ExportOrder.sort(sort))
        } catch {
            throw ValidationError(error.sentence)
        }
    }

    func run() async throws {
        let installation = try flags.installation()
        let terminal = installation.terminal
        let isShown = (file ?? "-") == "-" && terminal.outputIsTerminal
        let order = ExportOrder(
            format: format ?? file.flatMap { ItemFormat(fileName: $0) } ?? .csv, text: text, store: store, tags: tags,
            minPrice: minPrice, maxPrice: maxPrice, sort: sort, isWatched: terminal.errorIsTerminal && !isShown)
        try await installation.exportItems(order, to: file)
    }
}

extension ItemFormat {
    /// As it is written on the command line.
    static func written(_ text: String) throws -> ItemFormat {
        guard let format = ItemFormat(rawValue: text) else {
            throw ValidationError("--format must be \(allCases.map(\.rawValue).joined(separator: " or ")).")
        }
        return format
    }
}
