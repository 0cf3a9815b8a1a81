import Catalogue
import RESTKit
import SQLEngines

/// What is in the shop and what happened, at a glance.
struct OverviewPage: Sendable {
    let overview: Overview
    let hour: LastHour.Report
    let vitals: Vitals.Report
    let visitor: Visitor

    var page: PanelPage {
        PanelPage(
            title: "Home", section: .home,
            content: """
                \(PageHead(title: "Home", actions: actions).html)
                \(overview.counts.stores == 0 ? welcome : "")
                \(figures)
                <div class="grid">
                \(ShopCharts(overview: overview).html)
                \(newest)
                \(OperationCharts(hour: hour).html)
                \(state)
                </div>
                """)
    }

    private var actions: [HTML] {
        guard visitor.may(.editor), overview.counts.stores > 0 else { return [] }
        return [.button("New store", "/admin/stores/new"), .button("New item", "/admin/items/new", "primary")]
    }

    private var welcome: HTML {
        """
        <div class="card empty"><p>The shop is empty. A store comes first: it has a currency, and items and tags live in it.</p>
        \(visitor.may(.editor) ? HTML("<p>\(HTML.button("Open the first store", "/admin/stores/new", "primary"))</p>") : "")</div>
        """
    }

    private var figures: HTML {
        let counts = overview.counts
        let users: HTML =
            visitor.may(.admin)
            ? HTML(#"<li><a href="/admin/users"><b>\#(Words.grouped(counts.users))</b>accounts</a></li>"#) : ""
        return """
            <ul class="figures">
            <li><a href="/admin/stores"><b>\(Words.grouped(counts.stores))</b>stores</a></li>
            <li><a href="/admin/items"><b>\(Words.grouped(counts.items))</b>items</a></li>
            <li><a href="/admin/tags"><b>\(Words.grouped(counts.tags))</b>tags</a></li>
            \(users)
            <li><span class="figure"><b>\(Words.grouped(hour.total.requests))</b>requests this hour</span></li>
            </ul>
            """
    }

    private var newest: HTML {
        let rows = overview.newestItems.map { item in
            HTML(
                #"""
                <li><a href="/admin/items/\#(item.id)">\#(item.name)</a> <span class="soft">\#(Words.price(item.price)), \#
                \#(item.store.name)</span></li>
                """#)
        }
        guard !rows.isEmpty else { return "" }
        return #"""
            <section class="card"><h2>Newest items</h2><ul>\#(HTML(lines: rows))</ul>
            <p><a href="/admin/items?sort=-created_at">All, the newest first</a></p></section>
            """#
    }

    private var state: HTML {
        let size = vitals.size.map { Words.bytes($0.bytes) } ?? "not known"
        let free = vitals.freeDisk.map(Words.bytes) ?? "not known"
        let ready: HTML =
            vitals.isReady
            ? #"<p class="state">Healthy and ready.</p>"#
            : #"<p class="state down">Not ready: \#(vitals.obstacles.joined(separator: "; ")).</p>"#
        return """
            <section class="card"><h2>This instance</h2>\(ready)<dl class="facts">
            <dt>Database</dt><dd>\(vitals.database), \(size)</dd><dt>Disk left</dt><dd>\(free)</dd>
            <dt>Running for</dt><dd>\(Words.duration(vitals.uptime))</dd><dt>Version</dt><dd>\(vitals.version)</dd>
            </dl></section>
            """
    }
}
