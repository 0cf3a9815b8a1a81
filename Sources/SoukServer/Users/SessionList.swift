import Catalogue

/// Where somebody is signed in, each with a way to end it.
struct SessionList: Sendable {
    let sessions: [OpenSession]
    /// The one that looks.
    let present: LiveSession.ID
    /// Where the form is sent to.
    let address: String
    let visitor: Visitor

    var html: HTML {
        """
        <section class="card"><h2>Signed in</h2>
        \(sessions.isEmpty ? HTML("<p>Nowhere.</p>") : list)
        </section>
        """
    }

    private var list: HTML {
        """
        <ul>\(HTML(lines: sessions.map(line)))</ul>
        <form method="post" action="\(address)">\(visitor.formField)<button class="danger">End them all</button></form>
        """
    }

    private func line(_ session: OpenSession) -> HTML {
        let isPresent = session.id == present
        let end: HTML =
            isPresent
            ? " (this one)"
            : #"""
            <form class="inline" method="post" action="\#(address)">\#(visitor.formField)\#
            <input type="hidden" name="session" value="\#(session.id)"><button class="quiet">End it</button></form>
            """#
        return
            "<li>since \(Words.time(session.authenticatedAt)), until \(Words.time(session.expiresAt)) at most\(end)</li>"
    }
}
