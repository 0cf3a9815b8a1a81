import NIOCore
import NIOHTTP1
import RESTKit

/// A whole HTML document in the house's one style. What it may load is this server's own style and script.
struct HTMLPage: Sendable {
    let title: String
    let body: HTML
    var status = HTTPResponseStatus.ok
    /// Whether anybody may keep it and ask again whether it still holds.
    var isOpen = false
    /// What it loads besides the house's style and script.
    var assets: [Asset] = []

    /// A page to read.
    init(title: String, content: HTML) {
        self.init(title: title, body: "<main class=\"prose\">\n\(content)\n</main>", isOpen: true)
    }

    init(
        title: String, body: HTML, status: HTTPResponseStatus = .ok, isOpen: Bool = false, assets: [Asset] = []
    ) {
        (self.title, self.body, self.status, self.isOpen, self.assets) = (title, body, status, isOpen, assets)
    }

    func response() -> Response {
        var response = Response.content(status, .html, ByteBuffer(string: document().text), isRepresentation: isOpen)
        response.headers.add(name: "Content-Security-Policy", value: Self.policy)
        return response
    }

    /// The document up to the marker in it, and from there on: for a page that is written while something happens.
    func parts(at marker: String) -> (beginning: String, end: String) {
        let text = document(grows: true).text
        guard let place = text.firstRange(of: marker) else { return (text, "") }
        return (String(text[..<place.lowerBound]), String(text[place.upperBound...]))
    }

    /// One that grows is shown from its first line on: nothing waits for its script, which runs at its end.
    private func document(grows: Bool = false) -> HTML {
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(title)</title>
        <link rel="icon" href="data:,">
        \(Asset.style.link())
        \(Asset.script.link(holdsPaint: !grows))
        \(HTML(lines: assets.map { $0.link() }))
        </head>
        <body>
        \(body)
        </body>
        </html>

        """
    }

    static let policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
}
