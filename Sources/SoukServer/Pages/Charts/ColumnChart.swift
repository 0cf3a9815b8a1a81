/// Upright columns side by side: how many there were in each span of time, or in each bucket.
struct ColumnChart: Sendable {
    struct Column: Sendable {
        let label: String
        /// Not negative.
        let value: Int
    }

    let text: ChartText
    /// What the values are: `Items`.
    let values: String
    /// From left to right.
    let columns: [Column]
    /// How a value is spelt.
    let spell: @Sendable (Int) -> String

    var html: HTML {
        let frame = ChartFrame(
            text: text, heads: [values],
            rows: columns.map { ChartFrame.Row(label: $0.label, values: [spell($0.value)]) })
        let most = columns.map(\.value).max() ?? 0
        guard most > 0 else { return frame.html(height: 0, nil) }
        let plot = ChartPlot(atLeast: Double(most)) { spell(Int($0)) }
        let drawing = HTML(lines: [
            plot.grid,
            HTML(lines: columns.indices.map { column($0, plot) }),
            plot.labels(columns.map(\.label)) { (Double($0) + 0.5) * slot(plot) + plot.left },
        ])
        return frame.html(height: ChartPlot.height, drawing)
    }

    /// What each column has from left to right, with the gap to the next.
    private func slot(_ plot: ChartPlot) -> Double { (ChartPlot.right - plot.left) / Double(columns.count) }

    /// One that is not nothing can always be seen.
    private func column(_ index: Int, _ plot: ChartPlot) -> HTML {
        let (column, slot) = (columns[index], slot(plot))
        let height = column.value > 0 ? max(1, ChartPlot.bottom - plot.y(of: Double(column.value))) : 0
        return """
            <rect class="chart-column" x="\(Coordinate(plot.left + (Double(index) + 0.1) * slot))" \
            y="\(Coordinate(ChartPlot.bottom - height))" width="\(Coordinate(slot * 0.8))" \
            height="\(Coordinate(height))"><title>\(column.label): \(spell(column.value))</title></rect>
            """
    }
}
