import Catalogue
import NIOHTTP1
import RESTKit

/// What a bulk change would do, before it does.
struct BulkPage: Sendable {
    let asked: BulkForm
    let form: Form
    let report: BulkReport
    let warning: String?
    let visitor: Visitor

    var page: PanelPage {
        PanelPage(
            title: "Change many items", section: .items, status: warning == nil ? .ok : .conflict,
            content: """
                \(PageHead(crumbs: [("Items", back)], title: title).html)
                \(alert)
                <section class="card"><p>\(summary)</p>\(refusals)\(report.refused == 0 && report.changing > 0 ? deed : stay)</section>
                \(report.firstChanges.isEmpty ? "" : changes)
                """)
    }

    private var title: String {
        let value = report.destination?.name ?? asked.value
        return "\(asked.deed.words)\(value.isEmpty ? "" : ": \(value)")"
    }

    private var back: String { BulkForm.list(form) }

    private var alert: HTML {
        warning.map { #"<p class="fault" role="alert">\#($0) Nothing was done yet: this is how it would be now.</p>"# }
            ?? ""
    }

    private var summary: HTML {
        let same = report.meant - report.changing - report.refused
        return """
            <b>\(Words.counted(report.meant, "item"))</b> \(report.meant == 1 ? "is" : "are") meant; \
            <b>\(Words.grouped(report.changing))</b> would \(asked.action == .delete ? "be gone" : "change")\
            \(same > 0 ? HTML(", \(Words.grouped(same)) \(same == 1 ? "is" : "are") so already") : "").\
            \(report.destination.map { HTML(" They go to <b>\($0.name)</b>, whose prices are in \($0.currency.code).") } ?? "")
            """
    }

    private var refusals: HTML {
        guard report.refused > 0 else { return "" }
        let reasons = report.obstacles.sorted { $0.key.rawValue < $1.key.rawValue }.map { obstacle, count in
            HTML("<li>\(Words.counted(count, "item")) \(obstacle.sentence(of: count))</li>")
        }
        let first = report.firstRefusals.map { refusal in
            HTML(
                #"<li><a href="/admin/items/\#(refusal.id)">\#(refusal.name ?? "item \(refusal.id)")</a> \#(refusal.obstacle.sentence)</li>"#
            )
        }
        return """
            <div class="fault"><p>All are changed or none, and \(Words.grouped(report.refused)) cannot be:</p>
            <ul>\(HTML(lines: reasons))</ul><details><summary>The first of them</summary><ul>\(HTML(lines: first))</ul></details></div>
            """
    }

    private var stay: HTML { #"<p><a class="button" href="\#(back)">Back to the list</a></p>"# }

    private var deed: HTML {
        let names: Set = ["form_token", "digest"]
        let fields = form.fields.filter { !names.contains($0.name) }.map {
            HTML(#"<input type="hidden" name="\#($0.name)" value="\#($0.value)">"#)
        }
        let words = Words.counted(report.changing, "item")
        let button: HTML =
            asked.action == .delete
            ? #"<button class="danger">Delete \#(words)</button>"#
            : #"<button class="primary">Change \#(words)</button>"#
        return """
            <form method="post" action="/admin/items/bulk/do">\(visitor.formField)\(HTML(joined: fields))
            <input type="hidden" name="digest" value="\(report.digest)">
            \(button) <a class="button" href="\(back)">Leave them as they are</a></form>
            """
    }

    private var changes: HTML {
        let rows = report.firstChanges.map(row)
        let more = report.changing - report.firstChanges.count
        let rest: HTML = more > 0 ? HTML(#"<p class="soft">… and \#(Words.grouped(more)) more.</p>"#) : ""
        return """
            <div class="scroll" role="region" aria-label="The first changes" tabindex="0"><table class="list">
            <caption class="hidden">The first changes</caption>
            <thead><tr><th scope="col">Item</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>
            <tbody>\(HTML(lines: rows))</tbody></table></div>\(rest)
            """
    }

    private func row(_ change: BulkChange) -> HTML {
        let after: HTML = change.after.map(look) ?? #"<span class="status-bad">gone</span>"#
        return """
            <tr><th scope="row"><a href="/admin/items/\(change.id)">\(change.before.name)</a></th>\
            <td>\(look(change.before))</td><td>\(after)</td></tr>
            """
    }

    /// What the deed is about, and nothing else.
    private func look(_ item: BulkItem) -> HTML {
        switch asked.deed {
        case .addToPrice, .changePriceByPercent, .setPrice: "\(Words.price(item.price))"
        case .addTag, .removeTag: "\(item.tags.joined(separator: ", "))"
        case .move: "\(item.store.name)"
        case .delete: "\(Words.price(item.price)), \(item.store.name)"
        }
    }
}
