import Catalogue
import RESTKit

/// What is shown to whoever asks for a second time that a file be written.
struct ImportReceiptPage: Sendable {
    let receipt: ImportReceipt

    var page: PanelPage {
        let title = "Import of \(receipt.name)"
        return PanelPage(
            title: title, section: .items,
            content: """
                \(PageHead(crumbs: [("Items", "/admin/items"), ("Import", "/admin/items/import")], title: title).html)
                \(ImportReceiptView(receipt: receipt).html)
                """)
    }
}

/// What was written before, and that it was not written again.
struct ImportReceiptView: Sendable {
    let receipt: ImportReceipt
    private var report: ImportReport { receipt.report }

    var html: HTML {
        """
        <section class="card" role="status"><h2>\(receipt.isOver ? "This file was written already" : "This file is being written already")</h2>
        <p>It was begun \(Words.time(receipt.beganAt)), and nothing was written a second time. \(state)</p>
        <dl class="facts"><dt>New</dt><dd>\(Words.grouped(report.created))</dd><dt>Changed</dt><dd>\(Words.grouped(report.updated))</dd>
        <dt>As they were</dt><dd>\(Words.grouped(report.unchanged))</dd><dt>With faults</dt><dd>\(Words.grouped(report.refused))</dd></dl>
        <p><a class="button" href="/admin/items/import">Another file</a>
        <a class="button" href="/admin/items?sort=-created_at">The items</a></p></section>
        """
    }

    private var state: HTML {
        if receipt.isOver { return "" }
        return """
            Its first \(Words.counted(report.rows, "row")) are through. When you load this page again and they are still as many, \
            it came to an end there: what follows them in the file is to be imported by itself.
            """
    }
}
