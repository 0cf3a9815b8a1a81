import NIOHTTP1
import RESTKit

/// What a person is shown of a problem, within the panel.
enum ProblemPage {
    /// nil for what is no business of the panel's: that is a problem document.
    static func response(_ problem: Problem, _ head: RequestHead) -> Response? {
        guard head.path == "/admin" || head.path.hasPrefix("/admin/") else { return nil }
        if problem.code.status == .unauthorized { return signIn(head) }
        var response = page(problem, head).response()
        for (name, value) in problem.headers where !response.headers.contains(name: name) {
            response.headers.add(name: name, value: value)
        }
        return response
    }

    /// Whoever only looked is asked to sign in and comes back here. What was sent by a form is not lost: the browser has it
    /// behind its Back button.
    private static func signIn(_ head: RequestHead) -> Response {
        if head.method == .GET || head.method == .HEAD {
            let next = head.path == "/admin" && head.query == nil ? "" : "?next=\(PageAddress.spelt(head.target))"
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

    private static func page(_ problem: Problem, _ head: RequestHead) -> HTMLPage {
        let details = problem.errors.map { HTML("<li>\($0.sentence)</li>") }
        let list: HTML = details.count < 2 ? "" : "<ul>\(HTML(lines: details))</ul>"
        return HTMLPage(
            title: "\(problem.code.title) · Souk",
            body: """
                <main class="alone">
                <p class="soft">\(problem.code.status.code) · <a href="/problems/\(problem.code.name)"><code>\(problem.code.name)</code></a></p>
                <h1>\(problem.code.title)</h1>
                <p>\(problem.detail.prefix(1).uppercased() + problem.detail.dropFirst()).</p>
                \(list)
                <p><a class="button" href="/admin">To the panel</a></p>
                <p class="soft">Request <code>\(head.id)</code></p>
                </main>
                """, status: problem.code.status)
    }
}
