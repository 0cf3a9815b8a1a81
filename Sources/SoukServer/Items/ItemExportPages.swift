import Catalogue
import RESTKit

/// The items of a filter as a file.
struct ItemExportPages: Sendable {
    let items: ItemService

    var csv: Endpoint { file(.csv) }
    var ndjson: Endpoint { file(.ndjson) }

    /// Streamed: as many rows as there are, and never more than a page of them in memory.
    private func file(_ format: ItemFormat) -> Endpoint {
        .download(.itemsInPanel) { _, listing in
            let (writer, items) = (ItemFileWriter(format), items)
            var response = Response.streamed(format.mediaType) { stream in
                try await stream.write(writer.beginning)
                for try await page in items.export(listing.query) { try await stream.write(writer.bytes(of: page)) }
            }
            let name = "items.\(format.rawValue)"
            response.headers.add(name: "Content-Disposition", value: #"attachment; filename="\#(name)""#)
            return response
        }
    }
}
