import RESTKit

/// The page at `/`: what this is, that it is well, and where to go next.
struct HomePage: Sendable {
    /// What is not ready, in words for a person; empty when all is well.
    let notReady: [String]
    /// Scheme and authority as the visitor reached them: `http://127.0.0.1:8080`.
    let origin: String
    let policy: AccessPolicy

    var page: HTMLPage { HTMLPage(title: "Souk", content: content) }

    private var content: HTML {
        """
        <h1>Souk</h1>
        <p class="soft">A shop’s stores, items, tags and users, behind one REST API.</p>
        \(state)
        <h2>Start here</h2>
        <ul>
        <li><a href="/docs">/docs</a> shows every endpoint, with examples, and lets you try them.</li>
        <li><a href="/openapi.json">/openapi.json</a> describes every endpoint; any OpenAPI 3.1 tool reads it.</li>
        <li><a href="/store">/store</a> lists the stores; no account is needed to look.</li>
        <li><a href="/problems">/problems</a> explains every error the API may answer.</li>
        </ul>
        <h2>Register, log in, look around</h2>
        <pre class="wrapped"><code>\(commands)</code></pre>
        \(next)
        """
    }

    private var state: HTML {
        notReady.isEmpty
            ? #"<p class="state">Healthy and ready.</p>"#
            : #"<p class="state down">Not ready: \#(notReady.joined(separator: "; ")).</p>"#
    }

    private var commands: String {
        """
        curl \(origin)/register --json '{"email": "me@example.com", "password": "a long and quiet river"}'
        curl \(origin)/login --json '{"email": "me@example.com", "password": "a long and quiet river"}'
        curl \(origin)/item -H 'Authorization: Bearer <access_token>'
        """
    }

    private var next: HTML {
        switch policy {
        case .open:
            """
            <p class="soft">This server runs with the open access policy, for development: most of the catalogue can be
            changed by anybody who can reach it.</p>
            """
        case .guarded:
            """
            <p class="soft">New accounts may look. To change the catalogue, ask whoever runs this server to make you an
            editor.</p>
            """
        }
    }
}
