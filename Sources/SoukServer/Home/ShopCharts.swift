import Catalogue
import RESTKit

/// The shop in pictures.
struct ShopCharts: Sendable {
    let overview: Overview

    var html: HTML {
        guard let tally = overview.tally else { return "\(stores)\(counting)" }
        return "\(stores)\(days(tally))\(HTML(lines: tally.prices.map { prices($0, tally) }))"
    }

    private var counting: HTML {
        #"""
        <section class="card"><h2>Prices, and items by day</h2><p class="soft">They are being counted: look again in a moment.</p></section>
        """#
    }

    private var stores: HTML {
        let bars = overview.largestStores.map { store in
            BarChart.Bar(
                label: store.name, value: Double(store.itemsCount), shown: Words.grouped(store.itemsCount))
        }
        let largest = overview.largestStores.first.map {
            "\($0.name) is the largest, with \(Words.counted($0.itemsCount, "item"))."
        }
        let text = ChartText(
            id: "stores", title: "Items by store", summary: largest ?? "There are no stores.", labels: "Store",
            empty: "There are no items yet.")
        let chart = BarChart(text: text, values: "Items", bars: bars).html
        return Self.card("Items by store", "\(chart)\(others)")
    }

    /// In words: as a bar all others together would make the rest too small to be compared.
    private var others: HTML {
        if overview.otherStores == 0 { return "" }
        let stores = Words.counted(overview.otherStores, "other store has", "other stores have")
        return #"<p class="soft">\#(stores) \#(Words.counted(overview.itemsOfOtherStores, "item")).</p>"#
    }

    private func days(_ tally: Tally) -> HTML {
        let columns = tally.itemsByDay.map { day in
            ColumnChart.Column(label: Words.day(day.day), value: day.items)
        }
        let total = tally.itemsByDay.reduce(0) { $0 + $1.items }
        let text = ChartText(
            id: "days", title: "Items added, by day", summary: "\(Words.counted(total, "item")) in the last 30 days.",
            labels: "Day", empty: "No items were added in the last 30 days.")
        return Self.card(
            "Items added, by day",
            ColumnChart(text: text, values: "Items", columns: columns, spell: Words.grouped).html,
            tally.countedAt)
    }

    private func prices(_ distribution: PriceDistribution, _ tally: Tally) -> HTML {
        let code = distribution.currency.code
        let columns = distribution.buckets.map { bucket in
            let label = bucket.upTo.map { "\(bucket.from.literal)–\($0.literal)" } ?? "\(bucket.from.literal) and more"
            return ColumnChart.Column(label: label, value: bucket.items)
        }
        let text = ChartText(
            id: "prices-" + code.lowercased(), title: "Prices in \(code)",
            summary: "\(Words.counted(distribution.items, "item")) priced in \(code).", labels: "Price",
            empty: "No item is priced in \(code).")
        return Self.card(
            "Prices in \(code)", ColumnChart(text: text, values: "Items", columns: columns, spell: Words.grouped).html,
            tally.countedAt)
    }

    private static func card(_ title: String, _ chart: HTML, _ time: Timestamp? = nil) -> HTML {
        let counted: HTML = time.map { HTML(#"<p class="soft">Counted \#(Words.time($0)).</p>"#) } ?? ""
        return #"<section class="card"><h2>\#(title)</h2>\#(chart)\#(counted)</section>"#
    }
}

/// The last hour in pictures.
struct OperationCharts: Sendable {
    let hour: LastHour.Report

    var html: HTML {
        let labels = hour.minutes.map { Words.clock($0.start) }
        return "\(requests(labels))\(durations(labels))"
    }

    private func requests(_ labels: [String]) -> HTML {
        let total = hour.total
        let errors = total.clientErrors + total.serverErrors
        let text = ChartText(
            id: "requests", title: "Requests and errors, by minute",
            summary:
                "\(Words.counted(total.requests, "request")), \(Words.counted(errors, "error")), \(Words.grouped(total.serverErrors)) of them the server's own.",
            labels: "Minute (UTC)", empty: "There were no requests in the last hour.")
        let chart = LineChart(
            text: text, labels: labels,
            series: [
                .init(name: "requests", values: hour.minutes.map { Double($0.figures.requests) }),
                .init(
                    name: "errors",
                    values: hour.minutes.map { Double($0.figures.clientErrors + $0.figures.serverErrors) }),
            ], spell: { Words.grouped(Int($0)) })
        return
            #"<section class="card"><h2>Requests of the last hour</h2><p class="soft">\#(text.summary) By minute, in UTC.</p>\#(chart.html)</section>"#
    }

    private func durations(_ labels: [String]) -> HTML {
        let total = hour.total
        let words = [
            total.median.map { "half within \(Words.milliseconds($0))" },
            total.p99.map { "99 of 100 within \(Words.milliseconds($0))" },
        ]
        .compactMap { $0 }.joined(separator: ", ")
        let text = ChartText(
            id: "durations", title: "How long they took, by minute",
            summary: words.isEmpty ? "There were no requests in the last hour." : "Answered: \(words).",
            labels: "Minute (UTC)", empty: "There were no requests in the last hour.")
        let chart = LineChart(
            text: text, labels: labels,
            series: [
                .init(name: "p50", values: hour.minutes.map { $0.figures.median.map { $0 / .milliseconds(1) } }),
                .init(name: "p99", values: hour.minutes.map { $0.figures.p99.map { $0 / .milliseconds(1) } }),
            ], spell: { Words.milliseconds(.microseconds(Int64($0 * 1000))) })
        return
            #"<section class="card"><h2>How long they took</h2><p class="soft">\#(text.summary) By minute, in UTC.</p>\#(chart.html)</section>"#
    }
}
