import RESTKit

/// The page at `/docs`: everything that `/openapi.json` says, from the same values.
struct DocsPage: Sendable {
    let api: OpenAPI
    /// Where snippets find the server, as far as it knows itself; the script puts in the address that the page came from.
    let origin: String

    var page: HTMLPage {
        HTMLPage(title: "API · Souk", body: body, isOpen: true, assets: [.docsStyle, .docsScript])
    }

    private var body: HTML {
        """
        <a class="skip" href="#content">To the content</a>
        <header class="bar"><a class="brand" href="/">Souk</a>
        <nav aria-label="Site"><a href="/docs" aria-current="page">API</a><a href="/problems">Problems</a>\
        <a href="/openapi.json">openapi.json</a></nav></header>
        <div class="docs">
        \(DocsContents(groups: groups).html)
        <main id="content" tabindex="-1" data-origin="\(origin)">
        <h1>\(api.information.title) API</h1>
        <p>\(api.information.summary) Version \(api.information.version).</p>
        <p>\(prose: api.information.description)</p>
        \(locks)
        \(DocsSignIn.html)
        \(HTML(lines: groups.map(section)))
        </main>
        </div>
        """
    }

    /// A lock's mark, as the contents show it, and what it asks for.
    private var locks: HTML {
        """
        <dl class="facts locks">
        <dt>\(Lock.signedIn.mark)<span class="hidden">signed in</span></dt><dd>\(Lock.signedIn.sentence)</dd>
        <dt>\(Lock.fresh.mark)<span class="hidden">signed in freshly</span></dt><dd>\(Lock.fresh.sentence)</dd>
        </dl>
        """
    }

    private func section(_ group: DocsGroup) -> HTML {
        """
        <h2 id="\(group.name)" data-group="\(group.name)">\(group.title)</h2>
        <p class="soft" data-group="\(group.name)">\(group.description)</p>
        \(HTML(lines: group.operations.map { OperationSection(operation: $0, origin: origin).html }))
        """
    }

    private var groups: [DocsGroup] {
        api.tags.map { tag in
            DocsGroup(
                name: tag.name, description: tag.description, operations: api.operations.filter { $0.tag == tag.name })
        }
    }
}

/// The operations of one resource.
struct DocsGroup: Sendable {
    let name: String
    let description: String
    let operations: [OpenAPI.Operation]

    var title: String { name.prefix(1).uppercased() + name.dropFirst() }
}
