import Catalogue
import PercentCoding
import RESTKit

/// What came of an import.
struct ImportReportView: Sendable {
    let report: ImportReport
    let isDryRun: Bool
    /// The file's name.
    let name: String
    /// What can be done next.
    var offer: HTML = ""

    /// Faults on the page; the others are in the file of faults.
    private static let mostShown = 200

    var html: HTML {
        """
        <section class="card" role="status"><h2>\(heading)</h2><dl class="facts">
        <dt>New</dt><dd>\(Words.grouped(report.created))</dd><dt>Changed</dt><dd>\(Words.grouped(report.updated))</dd>
        <dt>As they are</dt><dd>\(Words.grouped(report.unchanged))</dd><dt>With faults</dt><dd>\(Words.grouped(report.refused))</dd></dl>
        \(offer)
        <p><a class="button" href="/admin/items/import">Another file</a>
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
                #"<tr><td class="number">\#(fault.row)</td><td>\#(fault.column ?? "")</td><td>\#(fault.value ?? "")</td><td>\#(fault.detail)</td></tr>"#
            )
        }
        let more = report.faultsCount - rows.count
        let rest: HTML = more > 0 ? HTML("<p>… and \(Words.grouped(more)) more.</p>") : ""
        return """
            <div class="head"><h2>Faults</h2><div class="actions">\(file)</div></div>
            <div class="scroll" role="region" aria-label="Faults" tabindex="0"><table class="list"><caption class="hidden">Faults</caption>
            <thead><tr><th scope="col" class="number">Row</th><th scope="col">Column</th><th scope="col">Value</th><th scope="col">Fault</th></tr></thead>
            <tbody>\(HTML(lines: rows))</tbody></table></div>\(rest)
            """
    }

    /// All kept faults, in the link itself: the page outlives the server's memory of it.
    private var file: HTML {
        let text = String(decoding: report.csv, as: UTF8.self).percentEncoded
        let words =
            report.faultsCount > report.faults.count
            ? "Download the first \(Words.grouped(report.faults.count)) as CSV" : "Download them as CSV"
        return
            #"<a class="button" download="faults of \#(name.prefix { $0 != "." }).csv" href="data:text/csv;charset=utf-8,\#(text)">\#(words)</a>"#
    }
}
