/// The style of charts, to be part of a page's style sheet. Follows the page's colours, and goes by the text's own where
/// they are not set. Two lines differ by more than their colour.
enum ChartStyle {
    static let css = """
        .chart { margin: 0; } .chart svg { display: block; width: 100%; height: auto; max-width: 45rem; }
        .chart-bar, .chart-column { fill: var(--accent, currentColor); }
        .chart-tick, .chart-value { fill: var(--soft, currentColor); font-variant-numeric: tabular-nums; }
        .chart-grid { stroke: var(--line, currentColor); stroke-opacity: 1; }
        .chart-line { stroke: var(--accent, currentColor); stroke-width: 1.5; stroke-linejoin: round; }
        .chart-line-2 { stroke: currentColor; stroke-dasharray: 4 3; }
        .chart-dot-1 { fill: var(--accent, currentColor); }
        .chart-data { font-size: .875rem; } .chart-data summary { color: var(--soft, currentColor); }
        .chart-data td { text-align: end; font-variant-numeric: tabular-nums; }
        .chart-data th[scope=row] { text-align: start; font-weight: normal; }
        .chart-empty { color: var(--soft, currentColor); }
        @media (forced-colors: active) { .chart-bar, .chart-column { fill: CanvasText; } }
        """
}
