import Catalogue
import NIOHTTP1
import RESTKit

/// The items of a filter as a file.
struct ItemExportPages: Sendable {
    let items: ItemService

    /// Streamed: as many rows as there are, and never more than a page of them in memory.
    var csv: Endpoint {
        .download(.itemsInPanel) { _, listing in
            let (writer, items) = (ItemFileWriter(.csv), items)
            var response = Response.streamed(.csv) { stream in
                try await stream.write(writer.beginning)
                for try await page in items.export(listing.query) { try await stream.write(writer.bytes(of: page)) }
            }
            response.headers.add(name: "Content-Disposition", value: #"attachment; filename="items.csv""#)
            return response
        }
    }
}
