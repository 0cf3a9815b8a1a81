import NIOHTTP1
import RESTKit

/// The pages at `/problems`, for the person who follows a problem's `type`.
enum ProblemPages {
    /// One code: what happened and what to do about it.
    static func page(_ code: ProblemCode) -> HTMLPage {
        HTMLPage(
            title: "\(code.title) · Souk",
            content: """
                <p class="soft"><a href="/problems">Problems</a> · <code>\(code.name)</code> · \(code.status.code)</p>
                <h1>\(code.title)</h1>
                \(prose(code.help))
                """)
    }

    /// All codes, by status.
    static func list(_ codes: [ProblemCode]) -> HTMLPage {
        HTMLPage(
            title: "Problems · Souk",
            content: """
                <h1>Problems</h1>
                <p class="soft">Every error has one shape, <code>application/problem+json</code>, and one of these
                codes. Decide by <code>code</code>; show <code>detail</code> to people.</p>
                <table>
                \(HTML(lines: codes.map(row)))
                </table>
                """)
    }

    private static func row(_ code: ProblemCode) -> HTML {
        """
        <tr><td>\(code.status.code)</td><td><a href="/problems/\(code.name)"><code>\(code.name)</code></a></td>\
        <td>\(code.title)</td></tr>
        """
    }

    /// Text in which `` `code` `` stands between back quotes.
    private static func prose(_ text: String) -> HTML {
        let pieces = text.split(separator: "`", omittingEmptySubsequences: false)
        let marked: [HTML] = pieces.enumerated().map { index, piece in
            index.isMultiple(of: 2) ? "\(piece)" : "<code>\(piece)</code>"
        }
        return marked.reduce("<p>") { "\($0)\($1)" } + "</p>"
    }
}

extension HTML {
    static func + (left: HTML, right: HTML) -> HTML { "\(left)\(right)" }
}
