/// What a chart says in words.
struct ChartText: Sendable {
    /// Names the chart among all others of its page: `[a-z-]+`.
    let id: String
    let title: String
    /// One sentence that says what is to be seen in it, for those who do not see it.
    let summary: String
    /// What the labels are: `Store`, `Day`. Heads the first column of the numbers.
    let labels: String
    /// A sentence that stands in the chart's place when there is nothing to draw.
    let empty: String
}
