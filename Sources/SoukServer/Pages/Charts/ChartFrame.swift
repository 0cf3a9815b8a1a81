/// What is around every chart's drawing: its name, its meaning, and its numbers as a table, so that nobody needs to see
/// it. Scales with its column; colours are the style sheet's (`souk.css`), or else the text's own.
struct ChartFrame: Sendable {
    let text: ChartText
    /// The heads of the table's columns behind the labels'.
    let heads: [String]
    let rows: [Row]

    /// A label with its values, spelt out.
    struct Row: Sendable {
        let label: String
        let values: [String]
    }

    /// Units of a drawing from left to right. About as many as a phone has pixels, so that text is never tiny.
    static let width = 360.0

    /// The drawing in its frame, or the sentence for an empty one. `height` is in the same units.
    func html(height: Double, _ drawing: HTML?) -> HTML {
        guard let drawing else { return #"<p class="chart-empty">\#(text.empty)</p>"# }
        return """
            <figure class="chart">
            <svg viewBox="0 0 \(Coordinate(Self.width)) \(Coordinate(height))" role="img" \
            aria-labelledby="\(text.id)-title \(text.id)-desc" font-size="11" fill="currentColor">
            <title id="\(text.id)-title">\(text.title)</title>
            <desc id="\(text.id)-desc">\(text.summary)</desc>
            \(drawing)
            </svg>
            <details class="chart-data"><summary>The numbers</summary>
            \(table)
            </details>
            </figure>
            """
    }

    private var table: HTML {
        """
        <table><caption>\(text.title)</caption>
        <thead><tr>\(HTML(lines: ([text.labels] + heads).map { #"<th scope="col">\#($0)</th>"# }))</tr></thead>
        <tbody>
        \(HTML(lines: rows.map(Self.line)))
        </tbody></table>
        """
    }

    private static func line(_ row: Row) -> HTML {
        let values = HTML(lines: row.values.map { "<td>\($0)</td>" })
        return #"<tr><th scope="row">\#(row.label)</th>\#(values)</tr>"#
    }
}

/// A number as a drawing takes it: with one decimal digit at most.
struct Coordinate: CustomStringConvertible, Sendable, Equatable {
    private let tenths: Int

    /// What is no number, or too large for any drawing, is 0.
    init(_ value: Double) {
        tenths = Int(exactly: (value * 10).rounded()) ?? 0
    }

    var description: String {
        let digits = tenths.magnitude
        let sign = tenths < 0 ? "-" : ""
        return digits % 10 == 0 ? "\(sign)\(digits / 10)" : "\(sign)\(digits / 10).\(digits % 10)"
    }
}
