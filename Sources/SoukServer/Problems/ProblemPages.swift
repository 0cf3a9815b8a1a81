import NIOHTTP1
import RESTKit

/// The pages at `/problems`, for the person who follows a problem's `type`.
enum ProblemPages {
    /// One code: what happened, an example, and what to do about it.
    static func page(_ code: ProblemCode, _ example: ProblemExample?) -> HTMLPage {
        HTMLPage(
            title: "\(code.title) · Souk",
            content: """
                <p class="soft"><a href="/problems">Problems</a> · <code>\(code.name)</code> · \(code.status.code) · \
                <a href="/docs">API</a></p>
                <h1>\(code.title)</h1>
                <h2>What happened</h2>
                <p>\(prose: code.cause)</p>
                <h2>What to do</h2>
                <p>\(prose: code.remedy)</p>
                \(example.map(shown) ?? "")
                """)
    }

    /// All codes, by status.
    static func list(_ codes: [ProblemCode]) -> HTMLPage {
        HTMLPage(
            title: "Problems · Souk",
            content: """
                <h1>Problems</h1>
                <p class="soft">Every error has one shape, <code>application/problem+json</code>, and one of these
                codes. Decide by <code>code</code>; show <code>detail</code> to people.
                <a href="/docs">The API</a> says which operation may answer which.</p>
                <table>
                \(HTML(lines: codes.map(row)))
                </table>
                """)
    }

    private static func shown(_ example: ProblemExample) -> HTML {
        let request = example.request.map { command in
            HTML(
                """
                <pre class="wrapped"><code>\(command)</code></pre>
                <p class="soft">\(prose: ProblemExample.shop)</p>
                """)
        }
        return """
            <h2>For example</h2>
            \(request ?? "")
            <pre class="wrapped"><code>\(example.answer)</code></pre>
            """
    }

    private static func row(_ code: ProblemCode) -> HTML {
        """
        <tr><td>\(code.status.code)</td><td><a href="/problems/\(code.name)"><code>\(code.name)</code></a></td>\
        <td>\(code.title)</td></tr>
        """
    }
}
