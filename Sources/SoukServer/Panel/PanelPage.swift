import Catalogue
import NIOHTTP1
import RESTKit

/// A page of the panel: what stands inside the frame.
struct PanelPage: Sendable {
    /// The parts of the panel, as its navigation lists them.
    enum Section: String, Sendable, CaseIterable {
        case home = "Home"
        case stores = "Stores"
        case items = "Items"
        case tags = "Tags"
        case users = "Users"
        case requests = "Requests"

        var address: String { self == .home ? "/admin" : "/admin/" + rawValue.lowercased() }

        /// What an installation's people and machines do is for its admins.
        var isForAdmins: Bool { self == .users || self == .requests }
    }

    let title: String
    /// nil: none of them.
    let section: Section?
    var status = HTTPResponseStatus.ok
    let content: HTML

    /// The page in its frame: where else to go, who is signed in, and what was just done.
    func framed(for visitor: Visitor, _ notice: String?) -> HTMLPage {
        let said: HTML = notice.map { #"<p class="notice" role="status">\#($0)</p>"# } ?? ""
        return HTMLPage(
            title: "\(title) · Souk",
            body: """
                <a class="skip" href="#main">Skip to the content</a>
                <header class="bar">
                <a class="brand" href="/admin">Souk</a>
                <nav aria-label="Panel">\(navigation(for: visitor))</nav>
                <div class="who"><a href="/admin/account"\(current(section == nil && title == "Your account"))>\(visitor.user.email)</a>
                <span class="soft">\(visitor.user.role.rawValue)</span>
                <form class="inline" method="post" action="/admin/logout">\(visitor.formField)<button class="quiet">Sign out</button></form></div>
                </header>
                <main id="main" class="panel" tabindex="-1">
                \(said)
                \(content)
                </main>
                """, status: status)
    }

    private func navigation(for visitor: Visitor) -> HTML {
        let sections = Section.allCases.filter { !$0.isForAdmins || visitor.may(.admin) }
        return HTML(
            lines: sections.map { #"<a href="\#($0.address)"\#(current($0 == section))>\#($0.rawValue)</a>"# })
    }

    private func current(_ isCurrent: Bool) -> HTML { isCurrent ? #" aria-current="page""# : "" }
}

extension Visitor {
    /// What makes a form one of this session's.
    var formField: HTML { #"<input type="hidden" name="form_token" value="\#(formToken)">"# }
}

/// The line above a page's content: its heading, the way back, and what can be done.
struct PageHead: Sendable {
    var crumbs: [(name: String, address: String)] = []
    let title: String
    var actions: [HTML] = []

    var html: HTML {
        let way = crumbs.map { HTML("<a href=\"\($0.address)\">\($0.name)</a> / ") }
        let path: HTML =
            crumbs.isEmpty ? "" : #"<nav class="crumbs" aria-label="Where this is">\#(HTML(lines: way))</nav>"#
        let done: HTML = actions.isEmpty ? "" : #"<div class="actions">\#(HTML(lines: actions))</div>"#
        return #"\#(path)<div class="head"><h1>\#(title)</h1>\#(done)</div>"#
    }
}

extension HTML {
    /// A link that looks like a button.
    static func button(_ words: String, _ address: String, _ look: String = "") -> HTML {
        #"<a class="button \#(look)" href="\#(address)">\#(words)</a>"#
    }
}
