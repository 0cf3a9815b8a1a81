import Testing

@testable import SoukServer

@Suite("Charts")
struct ChartTests {
    private let text = ChartText(
        id: "sizes", title: "Sizes", summary: "One is larger.", labels: "Store", empty: "There are no stores yet.")

    @Test("A bar is as long as its share of the longest, one that is not nothing is never invisible")
    func bars() {
        let values: [(String, Double)] = [("A", 200), ("B", 50), ("C", 0.001), ("D", 0)]
        let html = BarChart(
            text: text, values: "Items", bars: values.map { .init(label: $0.0, value: $0.1, shown: "\($0.1)") }
        ).html.text
        #expect(html.all("viewBox=\"") == ["0 0 360 128"])
        #expect(html.all("width=\"") == ["360", "90", "1", "0"])
        #expect(html.contains("<th scope=\"row\">A</th><td>200.0</td>"))
    }

    @Test("Columns stand side by side on one line, and as many labels as have room")
    func columns() {
        let columns = (0..<30).map { ColumnChart.Column(label: "Nov \($0)", value: $0) }
        let html = ColumnChart(text: text, values: "Items", columns: columns, spell: { "\($0)" }).html.text
        let (x, y, heights) = (
            html.numbers("<rect class=\"chart-column\" x=\""), html.numbers("\" y=\""), html.numbers("\" height=\"")
        )
        #expect(x.count == 30 && x == x.sorted() && x.allSatisfy { (20..<360).contains($0) })
        #expect(heights.first == 0 && heights.count == 30 && heights == heights.sorted())
        #expect(zip(y.suffix(30 + 6).prefix(30), heights).allSatisfy { abs($0 + $1 - 138) < 0.11 })
        // 29 of 50, which is the round number above.
        #expect(abs((heights.last ?? 0) - 116 * 29 / 50) < 0.11)
        #expect(html.contains(">50</text>") && html.contains(">0</text>"))
        #expect(html.components("class=\"chart-tick\"") == 2 + 6)
    }

    @Test("A line goes through its values, has a gap where there is none, and a dot for one alone")
    func lines() {
        let series = [
            LineChart.Series(name: "p50", values: [0, 50, 100, nil, 100]),
            LineChart.Series(name: "p99", values: [.nan, nil, nil, nil]),
        ]
        let chart = LineChart(text: text, labels: ["1", "2", "3", "4", "5"], series: series) { "\(Int($0)) ms" }
        let html = chart.html.text
        #expect(html.all("points=\"") == ["45.2,138 123.9,80 202.6,22"])
        #expect(html.contains("<circle class=\"chart-dot chart-dot-1\" cx=\"360\" cy=\"22\""))
        #expect(html.contains("<th scope=\"row\">5</th><td>100 ms</td>\n<td>–</td>"))
        #expect(html.contains(">p50</text>") && html.contains("chart-line-2") && html.contains(">100 ms</text>"))
    }

    @Test("An axis has room for its longest label", arguments: [7, 1_999_999, 20_000_000])
    func wide(_ value: Int) {
        let columns = [ColumnChart.Column(label: "Nov 1", value: value)]
        let chart = ColumnChart(text: text, values: "Items", columns: columns, spell: { "\($0) items" })
        let ends = chart.html.text.numbers("<text class=\"chart-tick\" x=\"")
        let label = ChartLabel.width(of: "\(Int(ChartPlot(atLeast: Double(value)) { "\($0)" }.most)) items")
        #expect(ends.count == 3 && ends.prefix(2).allSatisfy { $0 >= label })
    }

    @Test("Nothing to draw is a sentence, and no picture")
    func empty() {
        let all = [
            BarChart(text: text, values: "Items", bars: []).html,
            BarChart(text: text, values: "Items", bars: [.init(label: "A", value: 0, shown: "0")]).html,
            ColumnChart(text: text, values: "Items", columns: []) { "\($0)" }.html,
            ColumnChart(text: text, values: "Items", columns: [.init(label: "A", value: 0)]) { "\($0)" }.html,
            LineChart(text: text, labels: ["1"], series: [.init(name: "a", values: [nil])]) { "\($0)" }.html,
            LineChart(text: text, labels: [], series: []) { "\($0)" }.html,
        ]
        for html in all { #expect(html.text == "<p class=\"chart-empty\">There are no stores yet.</p>") }
    }

    @Test("What a name says is text in every chart, and no chart asks for a style of its own")
    func escaping() {
        let evil = "</title><script>alert('1')</script>\"&"
        let text = ChartText(id: "evil", title: evil, summary: evil, labels: evil, empty: evil)
        let all = [
            BarChart(text: text, values: evil, bars: [.init(label: evil, value: 1, shown: evil)]).html.text,
            ColumnChart(text: text, values: evil, columns: [.init(label: evil, value: 1)]) { _ in evil }.html.text,
            LineChart(text: text, labels: [evil], series: [.init(name: evil, values: [1])]) { _ in evil }.html.text,
            BarChart(text: text, values: evil, bars: []).html.text,
        ]
        for html in all {
            #expect(!html.contains("<script") && !html.contains("'1'") && html.contains("&lt;script&gt;"))
            #expect(!html.contains("style=") && !html.contains("onload"))
        }
        for html in all.dropLast() {
            #expect(html.contains("role=\"img\" aria-labelledby=\"evil-title evil-desc\""))
            #expect(html.contains("<title id=\"evil-title\">") && html.contains("<desc id=\"evil-desc\">"))
            #expect(html.components("<") == html.components(">"))
        }
    }

    @Test("A long name is cut in the picture, by its width, and whole in the numbers")
    func longNames() {
        let (latin, wide) = (String(repeating: "x", count: 200), String(repeating: "店", count: 200))
        #expect((40...60).contains(ChartLabel.fitting(latin, in: 340).count))
        #expect((20...30).contains(ChartLabel.fitting(wide, in: 340).count))
        #expect(ChartLabel.fitting("short", in: 340) == "short")
        let html = BarChart(text: text, values: "Items", bars: [.init(label: latin, value: 1, shown: "1")]).html.text
        #expect(html.contains("<th scope=\"row\">\(latin)</th>") && html.contains("x…</text>"))
    }

    @Test(
        "An axis ends at a round number that holds everything",
        arguments: [(0.004, 0.005), (1, 1), (1.5, 2), (3, 5), (7, 10), (1_000_001, 2_000_000), (0, 1), (.infinity, 1)])
    func axis(_ value: Double, _ most: Double) {
        #expect(abs(ChartPlot(atLeast: value) { "\($0)" }.most / most - 1) < 1e-9)
    }

    @Test("A coordinate has one decimal digit at most, and is always a number")
    func coordinates() {
        let shown = [0, 1, 1.25, 10.04, -0.5, -3, .nan, .infinity, 1e300].map { Coordinate($0).description }
        #expect(shown == ["0", "1", "1.3", "10", "-0.5", "-3", "0", "0", "0"])
    }
}

extension String {
    /// What follows `mark` up to the next quotation mark, at each of its places.
    fileprivate func all(_ mark: String) -> [String] {
        var (found, rest): ([String], Substring) = ([], self[...])
        while let place = rest.firstRange(of: mark) {
            rest = rest[place.upperBound...]
            found.append(String(rest.prefix { $0 != "\"" }))
        }
        return found
    }

    fileprivate func numbers(_ mark: String) -> [Double] { all(mark).compactMap { Double($0) } }

    /// How often `part` is in it.
    fileprivate func components(_ part: String) -> Int { ranges(of: part).count }
}
