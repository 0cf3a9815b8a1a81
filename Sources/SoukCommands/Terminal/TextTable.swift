/// Rows of text as a table; the first row is the heading.
enum TextTable {
    /// Columns aligned by blanks, as in a terminal.
    static func aligned(_ rows: [[String]]) -> String {
        let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            let cells = zip(row, widths).map { cell, width in
                cell + String(repeating: " ", count: width - cell.count)
            }
            return trimmed(cells.joined(separator: "  "))
        }.joined(separator: "\n")
    }

    /// A Markdown table.
    static func markdown(_ rows: [[String]]) -> String {
        guard let heading = rows.first else { return "" }
        let rule = heading.map { _ in "---" }
        return ([heading, rule] + rows.dropFirst()).map { "| \($0.joined(separator: " | ")) |" }
            .joined(separator: "\n")
    }

    private static func trimmed(_ line: String) -> String {
        String(line.reversed().drop { $0 == " " }.reversed())
    }
}
