/// One line or two over time.
struct LineChart: Sendable {
    struct Series: Sendable {
        let name: String
        /// One for each label, not negative; nil where there is none, and the line has a gap.
        let values: [Double?]
    }

    let text: ChartText
    /// From left to right, one for each point in time.
    let labels: [String]
    let series: [Series]
    /// How a value is spelt.
    let spell: @Sendable (Double) -> String

    var html: HTML {
        let rows = labels.enumerated().map { index, label in
            ChartFrame.Row(label: label, values: series.map { $0.value(index).map(spell) ?? "–" })
        }
        let frame = ChartFrame(text: text, heads: series.map(\.name), rows: rows)
        let most = series.flatMap { one in labels.indices.compactMap { one.value($0) } }.max() ?? 0
        guard most > 0 else { return frame.html(height: 0, nil) }
        let plot = ChartPlot(atLeast: most, spelt: spell)
        let lines = series.enumerated().map { HTML(lines: line($1, number: $0 + 1, plot)) }
        let parts = [plot.grid] + lines + [legend(plot), plot.labels(labels) { x($0, plot) }]
        return frame.html(height: ChartPlot.height, HTML(lines: parts))
    }

    private func x(_ index: Int, _ plot: ChartPlot) -> Double {
        plot.left + (ChartPlot.right - plot.left) * Double(index) / Double(max(1, labels.count - 1))
    }

    /// The pieces between the gaps; a value between two gaps is a dot.
    private func line(_ series: Series, number: Int, _ plot: ChartPlot) -> [HTML] {
        runs(of: series).map { run in
            let points = run.map { "\(Coordinate(x($0.index, plot))),\(Coordinate(plot.y(of: $0.value)))" }
            if let only = run.first, run.count == 1 {
                return """
                    <circle class="chart-dot chart-dot-\(number)" cx="\(Coordinate(x(only.index, plot)))" \
                    cy="\(Coordinate(plot.y(of: only.value)))" r="1.5"/>
                    """
            }
            return """
                <polyline class="chart-line chart-line-\(number)" fill="none" stroke="currentColor" \
                points="\(points.joined(separator: " "))"/>
                """
        }
    }

    private func runs(of series: Series) -> [[(index: Int, value: Double)]] {
        var runs: [[(index: Int, value: Double)]] = []
        var isOpen = false
        for index in labels.indices {
            guard let value = series.value(index) else {
                isOpen = false
                continue
            }
            if isOpen { runs[runs.count - 1].append((index, value)) } else { runs.append([(index, value)]) }
            isOpen = true
        }
        return runs
    }

    /// Names the lines, each behind a piece of itself.
    private func legend(_ plot: ChartPlot) -> HTML {
        var x = plot.left
        return HTML(
            lines: series.enumerated().map { index, series in
                defer { x += 34 + ChartLabel.width(of: series.name) }
                return """
                    <line class="chart-line chart-line-\(index + 1)" x1="\(Coordinate(x))" y1="7" \
                    x2="\(Coordinate(x + 16))" y2="7" stroke="currentColor"/>\
                    <text class="chart-label" x="\(Coordinate(x + 20))" y="11">\(series.name)</text>
                    """
            })
    }
}

extension LineChart.Series {
    /// nil where there is none, and for what is no number.
    fileprivate func value(_ index: Int) -> Double? {
        guard values.indices.contains(index), let value = values[index], value.isFinite else { return nil }
        return value
    }
}
