import NIOHTTP1
import PercentCoding
import RESTKit

/// What a person is shown of a problem, within the panel: in its frame where they are known, with the way back.
struct ProblemPage: Sendable {
    let panel: Panel

    /// nil for what is no business of the panel's: that is a problem document.
    func response(_ problem: Problem, _ head: RequestHead) async -> Response? {
        guard head.path == "/admin" || head.path.hasPrefix("/admin/") else { return nil }
        if problem.code.status == .unauthorized { return Self.signIn(head) }
        var response = await page(problem, head)
        for (name, value) in problem.headers where !response.headers.contains(name: name) {
            response.headers.add(name: name, value: value)
        }
        return response
    }

    /// Whoever only looked is asked to sign in and comes back here. What was sent by a form is not lost: the browser has it
    /// behind its Back button.
    private static func signIn(_ head: RequestHead) -> Response {
        if head.method == .GET || head.method == .HEAD {
            let next = head.path == "/admin" && head.query == nil ? "" : "?next=\(head.target.percentEncoded)"
            return .seeOther("/admin/login" + next)
        }
        return HTMLPage(
            title: "Signed out · Souk",
            body: """
                <main class="alone"><h1>You are signed out</h1>
                <p>Nothing was changed. <a href="/admin/login" target="_blank" rel="noopener">Sign in in another tab</a>, then \
                come back here, go back one page, and send the form again: what you wrote is still there.</p></main>
                """, status: .unauthorized
        ).response()
    }

    /// After a mistake or an outage of ours nobody is looked up: that might fail too.
    private func page(_ problem: Problem, _ head: RequestHead) async -> Response {
        let words = ProblemWords(problem, head)
        guard problem.code.status.code < 500, let visitor = try? await panel.visitor(head) else {
            return HTMLPage(
                title: "\(words.title) · Souk",
                body: """
                    <main class="alone"><h1>\(words.title)</h1>
                    \(words.html)
                    <p><a class="button" href="/admin">To the panel</a></p>\(words.facts)</main>
                    """, status: problem.code.status
            ).response()
        }
        let way = WayBack(head, for: visitor)
        let page = PanelPage(
            title: words.title, section: way.section, status: problem.code.status,
            content: """
                \(PageHead(title: words.title).html)
                <section class="card">\(words.html)
                <p><a class="button" href="\(way.address)">\(way.words)</a></p>\(words.facts)</section>
                """)
        return panel.show(page, to: visitor, head)
    }
}
