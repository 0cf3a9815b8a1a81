import Catalogue
import NIOCore
import NIOHTTP1
import RESTKit

/// Items from a file: what it would do is shown first, by the code that does it.
///
/// The answer is a page that grows: a line for each step, and at its end what came of it. So it works without script, on any
/// instance, and through a proxy that gives up a silent server.
struct ItemImportPages: Sendable {
    /// Bytes of a file that is sent from a browser; larger ones are for `souk import`.
    static let mostBytes = 32 * 1024 * 1024

    let panel: Panel
    let items: ItemService

    var form: Endpoint {
        panel.page { _, visitor in ImportFormPage(visitor: visitor).page }
    }

    var take: Endpoint {
        panel.upload(upTo: Self.mostBytes + 64 * 1024) { _, visitor, upload in
            let page = ImportFormPage(visitor: visitor)
            guard let file = upload.file("file") else {
                return .page(page.with("Choose a file first."))
            }
            guard let format = ItemFormat(fileName: file.fileName ?? "") else {
                return .page(page.with("The file must be called .csv or .ndjson."))
            }
            let mode: ImportMode = upload.form["mode"] == "good" ? .goodRows : .allOrNothing
            let isDryRun = upload.form["deed"] != "write"
            let run = ImportRun(
                file: ItemFile(format) { offset in file.content.piece(at: offset) },
                name: file.fileName ?? "", mode: mode, isDryRun: isDryRun)
            return .response(run.response(for: visitor, items))
        }
    }
}

extension ByteBuffer {
    /// Up to 64 KiB from there on.
    fileprivate func piece(at offset: Int) -> [UInt8] {
        getBytes(at: readerIndex + offset, length: min(64 * 1024, max(0, readableBytes - offset))) ?? []
    }
}
