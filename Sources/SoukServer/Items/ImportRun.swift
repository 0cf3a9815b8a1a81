import Catalogue
import NIOCore
import NIOHTTP1
import RESTKit

/// One import whose page is written while it runs.
struct ImportRun: Sendable {
    let file: ItemFile
    let name: String
    let mode: ImportMode
    let isDryRun: Bool

    /// The frame, a line for each step, the report, and the frame's end.
    func response(for visitor: Visitor, _ items: ItemService) -> Response {
        let title = isDryRun ? "What \(name) would do" : "Import of \(name)"
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
            let report = try await run(items) { done, total in
                try? await stream.write(ByteBuffer(string: Self.step(done, total).text))
            }
            try await stream.write(ByteBuffer(string: "</ol>" + report.text + end))
        }
        response.headers.add(name: "Content-Security-Policy", value: HTMLPage.policy)
        response.headers.add(name: "X-Accel-Buffering", value: "no")
        return response
    }

    private func run(
        _ items: ItemService, _ progress: @escaping @Sendable (Int, Int) async -> Void
    ) async throws -> HTML {
        let (steps, step) = AsyncStream.makeStream(
            of: (done: Int, total: Int).self, bufferingPolicy: .bufferingNewest(1))
        // Told from beside the work: nobody's slow reading holds up a transaction.
        let telling = Task {
            var tenth = 0
            for await (done, total) in steps where done * 10 / max(1, total) > tenth {
                tenth = done * 10 / max(1, total)
                await progress(done, total)
            }
        }
        defer { step.finish() }
        do {
            let report = try await items.importRows(from: file, mode, isDryRun: isDryRun) { step.yield(($0, $1)) }
            step.finish()
            await telling.value
            return ImportReportView(report: report, isDryRun: isDryRun, name: name).html
        } catch let fault as ItemFileFault {
            return Self.fault("The file cannot be read: line \(fault.line), \(fault.reason). Nothing was changed.")
        } catch let cut as ImportCutShort {
            return HTML(lines: [
                Self.fault("The import came to an end before its last row."),
                ImportReportView(report: cut.report, isDryRun: false, name: name).html,
            ])
        } catch {
            guard let problem = Explanation.problem(for: error) else { throw error }
            return Self.fault("Nothing was changed: \(problem.detail).")
        }
    }

    private static func step(_ done: Int, _ total: Int) -> HTML {
        """
        <li><progress max="\(total)" value="\(done)">\(done) of \(total)</progress> \(Words.grouped(done)) of \(Words.grouped(total))</li>

        """
    }

    private static func fault(_ words: String) -> HTML { #"<p class="fault" role="alert">\#(words)</p>"# }
}

/// What came of an import.
struct ImportReportView: Sendable {
    let report: ImportReport
    let isDryRun: Bool
    /// The file's name.
    let name: String

    /// Faults on the page; the others are in the file of faults.
    private static let mostShown = 200

    var html: HTML {
        """
        <section class="card" role="status"><h2>\(heading)</h2><dl class="facts">
        <dt>New</dt><dd>\(Words.grouped(report.created))</dd><dt>Changed</dt><dd>\(Words.grouped(report.updated))</dd>
        <dt>As they are</dt><dd>\(Words.grouped(report.unchanged))</dd><dt>With faults</dt><dd>\(Words.grouped(report.refused))</dd></dl>
        <p><a class="button" href="/admin/items/import">\(isDryRun ? "Go back and write it" : "Another file")</a>
        <a class="button" href="/admin/items?sort=-created_at">The items</a></p></section>
        \(report.faults.isEmpty ? "" : faults)
        """
    }

    private var heading: String {
        if isDryRun { return "Nothing was written: this was a trial" }
        return report.isWritten ? "Written" : "Nothing was written"
    }

    private var faults: HTML {
        let rows = report.faults.prefix(Self.mostShown).map { fault in
            HTML(
                #"<tr><td class="number">\#(fault.row)</td><td>\#(fault.column ?? "")</td><td>\#(fault.detail)</td></tr>"#
            )
        }
        let more = report.faultsCount - rows.count
        let rest: HTML = more > 0 ? HTML("<p>… and \(Words.grouped(more)) more.</p>") : ""
        return """
            <div class="head"><h2>Faults</h2><div class="actions">\(file)</div></div>
            <div class="scroll" role="region" aria-label="Faults" tabindex="0"><table class="list"><caption class="hidden">Faults</caption>
            <thead><tr><th scope="col" class="number">Row</th><th scope="col">Column</th><th scope="col">Fault</th></tr></thead>
            <tbody>\(HTML(lines: rows))</tbody></table></div>\(rest)
            """
    }

    /// All kept faults, in the link itself: the page outlives the server's memory of it.
    private var file: HTML {
        let text = PageAddress.spelt(String(decoding: report.csv, as: UTF8.self))
        let words =
            report.faultsCount > report.faults.count
            ? "Download the first \(Words.grouped(report.faults.count)) as CSV" : "Download them as CSV"
        return
            #"<a class="button" download="faults of \#(name.prefix { $0 != "." }).csv" href="data:text/csv;charset=utf-8,\#(text)">\#(words)</a>"#
    }
}
