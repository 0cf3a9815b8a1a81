import Crypto
import FoundationEssentials
import NIOCore
import NIOHTTP1
import RESTKit

/// A whole HTML document in the house's one style: no script, nothing loaded from anywhere.
struct HTMLPage: Sendable {
    let title: String
    let content: HTML

    /// The page as an answer, with a policy that lets the browser apply this one style sheet and nothing else.
    func response() -> Response {
        var response = Response.content(.ok, .html, ByteBuffer(string: document.text), isRepresentation: true)
        response.headers.add(name: "Content-Security-Policy", value: Self.policy)
        return response
    }

    private var document: HTML {
        """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>\(title)</title>
        <style>\(HTML(stringLiteral: Self.style))</style>
        <main>
        \(content)
        </main>
        </html>

        """
    }

    private static let policy: String = {
        let hash = Data(SHA256.hash(data: Data(style.utf8))).base64EncodedString()
        return "default-src 'none'; style-src 'sha256-\(hash)'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'"
    }()

    private static let style = """
        :root { color-scheme: light dark; --ink: light-dark(#1d2420, #e8ece9); --soft: light-dark(#5c665f, #9aa69f);
          --paper: light-dark(#fbfaf7, #141816); --card: light-dark(#fff, #1c211e); --line: light-dark(#e4e1d8, #2c332f);
          --accent: light-dark(#1d6b4f, #6fcaa4); }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.6 system-ui, sans-serif; }
        main { max-width: 44rem; margin: 0 auto; padding: clamp(1.5rem, 6vw, 4.5rem) 1.25rem; }
        h1 { font-size: 2rem; line-height: 1.2; letter-spacing: -.02em; margin: 0 0 .5rem; text-wrap: balance; }
        h2 { font-size: 1.05rem; margin: 2.25rem 0 .5rem; }
        p { margin: .5rem 0; } .soft { color: var(--soft); }
        a { color: var(--accent); text-underline-offset: .2em; }
        a:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 2px; }
        code, pre { font: .875em/1.6 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
        code { overflow-wrap: anywhere; }
        pre { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .9rem 1rem;
          overflow-x: auto; margin: .5rem 0; }
        pre code { overflow-wrap: normal; }
        ul { padding-left: 1.2rem; margin: .5rem 0; } li { margin: .25rem 0; }
        .state::before { content: ""; display: inline-block; width: .6em; height: .6em; border-radius: 50%;
          background: var(--accent); margin-right: .55em; }
        .state.down::before { background: light-dark(#b3402e, #ef8a78); }
        table { width: 100%; border-collapse: collapse; } td { padding: .3rem .75rem .3rem 0; vertical-align: top;
          border-top: 1px solid var(--line); }
        """
}
