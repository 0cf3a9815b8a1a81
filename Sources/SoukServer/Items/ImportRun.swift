import Catalogue
import NIOCore
import RESTKit
import SQLEngines

/// One import whose page is written while it runs.
struct ImportRun: Sendable {
    let content: ImportContent
    let key: ImportKey
    let mode: ImportMode
    let isDryRun: Bool

    /// The frame, a line for each step, the report, and the frame's end.
    func response(for visitor: Visitor, _ items: ItemService, _ kept: KeptFiles) -> Response {
        let title = isDryRun ? "What \(content.name) would do" : "Import of \(content.name)"
        let marker = "<!--rows-->"
        let frame = PanelPage(
            title: title, section: .items,
            content: """
                \(PageHead(crumbs: [("Items", "/admin/items"), ("Import", "/admin/items/import")], title: title).html)
                <ol class="steps" aria-label="Progress">\(HTML(stringLiteral: marker))
                """
        ).framed(for: visitor, nil)
        let (beginning, end) = frame.parts(at: marker)
        var response = Response.streamed(.html) { stream in
            try await stream.write(ByteBuffer(string: beginning))
            let came = try await outcome(for: visitor, items, kept) { done, total in
                try? await stream.write(ByteBuffer(string: Self.step(done, total).text))
            }
            try await stream.write(ByteBuffer(string: "</ol>" + came.text + end))
        }
        response.headers.add(name: "Content-Security-Policy", value: HTMLPage.policy)
        response.headers.add(name: "X-Accel-Buffering", value: "no")
        return response
    }

    private func outcome(
        for visitor: Visitor, _ items: ItemService, _ kept: KeptFiles,
        _ progress: @escaping @Sendable (Int, Int) async -> Void
    ) async throws -> HTML {
        do {
            if !isDryRun, let receipt = try await items.receipt(of: key) {
                return ImportReceiptView(receipt: receipt).html
            }
            let report = try await report(items.by(visitor.user.id), progress)
            let offer = isDryRun ? try await offer(report, to: visitor, items, kept) : ""
            return ImportReportView(report: report, isDryRun: isDryRun, name: content.name, offer: offer).html
        } catch is ImportRepeated {
            return try await items.receipt(of: key).map { ImportReceiptView(receipt: $0).html } ?? ""
        } catch let fault as ItemFileFault {
            return Self.fault("The file cannot be read: line \(fault.line), \(fault.reason). Nothing was changed.")
        } catch let cut as ImportCutShort {
            let isKnown = if case EngineError.outcomeUnknown = cut.cause { false } else { true }
            return HTML(lines: [
                Self.fault(
                    isKnown
                        ? "The import came to an end before its last row."
                        : "The database was lost: more rows than are counted here may have been written. "
                            + "Load this page again: it says how far the import came, and writes nothing twice."),
                ImportReportView(report: cut.report, isDryRun: false, name: content.name).html,
            ])
        } catch EngineError.outcomeUnknown {
            return Self.fault(
                "The database was lost while it stored the rows: all of them may be there, or none. "
                    + "Load this page again: it says what was written, or writes it.")
        } catch {
            guard let problem = Explanation.problem(for: error) else { throw error }
            return Self.fault("Nothing was changed: \(problem.detail).")
        }
    }

    /// A write that was begun goes on to its end, whether anybody looks or not; a trial that nobody waits for does not.
    private func report(
        _ items: ItemService, _ progress: @escaping @Sendable (Int, Int) async -> Void
    ) async throws -> ImportReport {
        try await told { steps in
            var tenth = 0
            for await (done, total) in steps where done * 10 / max(1, total) > tenth {
                tenth = done * 10 / max(1, total)
                await progress(done, total)
            }
        } _: { step in
            let work = Task {
                try await items.importRows(
                    from: content.items, mode, isDryRun: isDryRun, once: ImportTicket(key, name: content.name), step)
            }
            return try await withTaskCancellationHandler {
                try await work.value
            } onCancel: {
                if isDryRun { work.cancel() }
            }
        }
    }

    /// The way from a trial to the write, where there is anything to write.
    private func offer(
        _ report: ImportReport, to visitor: Visitor, _ items: ItemService, _ kept: KeptFiles
    ) async throws -> HTML {
        if let receipt = try await items.receipt(of: key) { return ImportReceiptView(receipt: receipt).html }
        let rows = report.created + report.updated
        guard rows > 0, mode == .goodRows || report.refused == 0 else { return "" }
        guard try await isKept(in: kept, for: visitor) else {
            return #"<p class="soft">The file cannot be kept just now: to write it, choose it again.</p>"#
        }
        return """
            <form method="post" action="/admin/items/import/write">\(visitor.formField)
            <input type="hidden" name="import" value="\(key.text)">
            <input type="hidden" name="mode" value="\(mode == .goodRows ? "good" : "all")">
            <button class="primary">Write \(rows == 1 ? "this row" : "these \(Words.counted(rows, "row"))")</button>
            <span class="soft">The file is kept for half an hour.</span></form>
            """
    }

    /// A database that fails now costs the file, and not the report.
    private func isKept(in kept: KeptFiles, for visitor: Visitor) async throws -> Bool {
        do {
            return try await aside { try await kept.keep(content.whole, as: key, for: visitor.session.id) }
        } catch is EngineError {
            return false
        }
    }

    private static func step(_ done: Int, _ total: Int) -> HTML {
        """
        <li><progress max="\(total)" value="\(done)">\(done) of \(total)</progress> \(Words.grouped(done)) of \(Words.grouped(total))</li>

        """
    }

    private static func fault(_ words: String) -> HTML { #"<p class="fault" role="alert">\#(words)</p>"# }
}
