import Catalogue
import NIOCore
import SoukServer

/// Exports and imports for whoever asks by a command.
struct ItemAdministration: Sendable {
    let catalogue: Catalogue

    /// Sends the file a page at a time.
    func send(
        _ order: ExportOrder, _ send: (ByteBuffer) async throws -> Void, _ progress: Administration.Progress
    ) async throws -> [String] {
        let query = try await order.query(catalogue.stores)
        let total = order.isWatched ? await count(query) : nil
        let writer = ItemFileWriter(order.format)
        if writer.beginning.readableBytes > 0 { try await send(writer.beginning) }
        var done = 0
        for try await items in catalogue.items.export(query) {
            try await send(writer.bytes(of: items))
            done += items.count
            if let total { await progress(min(done, total), total) }
        }
        return ["Exported \(ProgressBar.grouped(done)) items."]
    }

    /// Imports what was sent along.
    func take(
        _ order: ImportOrder, from upload: Spool?, _ progress: @escaping Administration.Progress
    ) async throws -> ImportReport {
        guard let upload else { throw Failure(.software, "No file came with the import.") }
        return try await told { steps in
            for await (done, total) in steps { await progress(done, total) }
        } _: { step in
            try await catalogue.items.importRows(
                from: upload.items(order.format), order.mode, isDryRun: order.isDryRun, step)
        }
    }

    /// How many there are; nil when that takes too long to count.
    private func count(_ query: ItemQuery) async -> Int? {
        var query = query
        query.page = PageRequest(limit: 1, counts: true)
        return try? await catalogue.items.list(query).total
    }
}
