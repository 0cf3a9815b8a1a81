/// Horizontal bars, each under its label and its value: for things that are compared.
struct BarChart: Sendable {
    struct Bar: Sendable {
        let label: String
        /// Not negative.
        let value: Double
        /// The value as it is shown.
        let shown: String
    }

    let text: ChartText
    /// What the values are: `Items`.
    let values: String
    /// From top to bottom.
    let bars: [Bar]

    private static let rowHeight = 32.0

    var html: HTML {
        let frame = ChartFrame(
            text: text, heads: [values], rows: bars.map { ChartFrame.Row(label: $0.label, values: [$0.shown]) })
        let most = bars.map(\.value).max() ?? 0
        guard most > 0 else { return frame.html(height: 0, nil) }
        let rows = bars.enumerated().map { index, bar in
            Self.row(bar, share: max(0, bar.value) / most, top: Double(index) * Self.rowHeight)
        }
        return frame.html(height: Double(bars.count) * Self.rowHeight, HTML(lines: rows))
    }

    private static func row(_ bar: Bar, share: Double, top: Double) -> HTML {
        let width = bar.value > 0 ? max(1, share * ChartFrame.width) : 0
        let room = ChartFrame.width - ChartLabel.width(of: bar.shown) - 8
        return """
            <text class="chart-label" x="0" y="\(Coordinate(top + 11))">\(ChartLabel.fitting(bar.label, in: room))</text>\
            <text class="chart-value" x="\(Coordinate(ChartFrame.width))" y="\(Coordinate(top + 11))" \
            text-anchor="end">\(bar.shown)</text>\
            <rect class="chart-bar" x="0" y="\(Coordinate(top + 16))" width="\(Coordinate(width))" height="8">\
            <title>\(bar.label): \(bar.shown)</title></rect>
            """
    }
}
