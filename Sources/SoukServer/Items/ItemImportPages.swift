import Catalogue
import NIOCore
import RESTKit

/// Items from a file: what it would do is shown first, by the code that does it. Then it can be written without being sent
/// again, once, however often a page is loaded again.
///
/// The answer is a page that grows: a line for each step, and at its end what came of it. So it works without script, on any
/// instance, and through a proxy that gives up a silent server.
struct ItemImportPages: Sendable {
    /// Bytes of a file that is sent from a browser; larger ones are for `souk import`.
    static let mostBytes = 32 * 1024 * 1024

    let panel: Panel
    let items: ItemService
    let kept: KeptFiles
    private let places = ImportPlaces()

    init(panel: Panel, items: ItemService, kept: KeptFiles) {
        self.panel = panel
        self.items = items
        self.kept = kept
    }

    var form: Endpoint {
        panel.page { _, visitor in ImportFormPage(visitor: visitor).page }
    }

    /// Tries a file, or writes it at once.
    var take: Endpoint {
        panel.upload(upTo: Self.mostBytes + 64 * 1024) { _, visitor, upload in
            let page = ImportFormPage(visitor: visitor)
            guard let file = upload.file("file") else {
                return .page(page.with("Choose a file first."))
            }
            guard let format = ItemFormat(fileName: file.fileName ?? "") else {
                return .page(page.with("The file must be called .csv or .ndjson."))
            }
            guard let place = places.take() else { return .page(page.with(Self.busy)) }
            let content = ImportContent(name: file.fileName ?? "", format: format, place: place) {
                file.content.piece(at: $0)
            }
            let form = upload.form["import"] ?? ImportFormPage.newID()
            let key = try await aside { ImportKey(form: form, content.bytes) }
            let run = ImportRun(
                content: content, key: key, mode: mode(upload.form), isDryRun: upload.form["deed"] != "write")
            return .response(run.response(for: visitor, items, kept))
        }
    }

    /// Writes a file that was tried.
    var write: Endpoint {
        panel.form { _, visitor, form in
            guard let key = form["import"].flatMap({ ImportKey($0) }) else { throw Problem.notFound }
            if let receipt = try await items.receipt(of: key) {
                return .page(ImportReceiptPage(receipt: receipt).page)
            }
            let page = ImportFormPage(visitor: visitor)
            guard let place = places.take() else { return .page(page.with(Self.busy)) }
            guard let file = try await aside({ try await kept.find(key, of: visitor.session.id) }),
                let format = ItemFormat(fileName: file.name)
            else { return .page(page.with("The file is not kept any more. Choose it again.")) }
            let content = ImportContent(name: file.name, format: format, place: place) { offset in
                Array(file.content.dropFirst(offset).prefix(64 * 1024))
            }
            let run = ImportRun(content: content, key: key, mode: mode(form), isDryRun: false)
            return .response(run.response(for: visitor, items, kept))
        }
    }

    private static let busy = "Other files are being imported just now. Try again in a moment."

    private func mode(_ form: Form) -> ImportMode { form["mode"] == "good" ? .goodRows : .allOrNothing }
}

/// A file that came from a browser, now or before.
struct ImportContent: Sendable {
    let name: String
    let format: ItemFormat
    let place: ImportPlaces.Place
    /// Some from an offset on; none at the end.
    let bytes: @Sendable (_ offset: Int) -> [UInt8]

    var items: ItemFile { ItemFile(format, bytes) }

    var whole: KeptFile {
        var content: [UInt8] = []
        while case let piece = bytes(content.count), !piece.isEmpty { content += piece }
        return KeptFile(name: name, content: content)
    }
}

extension ByteBuffer {
    /// Up to 64 KiB from there on.
    fileprivate func piece(at offset: Int) -> [UInt8] {
        getBytes(at: readerIndex + offset, length: min(64 * 1024, max(0, readableBytes - offset))) ?? []
    }
}
