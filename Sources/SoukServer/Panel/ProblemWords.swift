import Catalogue
import NIOHTTP1
import RESTKit

/// A problem in the words of somebody who looks at a page.
struct ProblemWords: Sendable {
    let title: String
    /// What happened.
    let html: HTML
    /// What whoever looks after the server needs to know of it.
    let facts: HTML

    init(_ problem: Problem, _ head: RequestHead) {
        facts = """
            <p class="soft">\(problem.code.status.code) · <a href="/problems/\(problem.code.name)"><code>\(problem.code.name)</code></a> \
            · Request <code>\(head.id)</code></p>
            """
        if problem.code == .notFound {
            let row = PanelPath(head).row
            title = row.map { "This \($0) is not there any more" } ?? "There is no such page"
            html =
                row == nil
                ? "<p>The address is misspelt, or what it led to is gone.</p>"
                : "<p>Somebody has deleted it meanwhile, or it never was there. Nothing was changed.</p>"
            return
        }
        let details = problem.errors.map { HTML("<li>\($0.sentence)</li>") }
        let list: HTML = details.count < 2 ? "" : "<ul>\(HTML(lines: details))</ul>"
        title = problem.code.title
        html = "<p>\(problem.detail.prefix(1).uppercased() + problem.detail.dropFirst()).</p>\(list)"
    }
}

/// Where somebody goes from a page that is not there: to the list that it belongs to, as they had it.
struct WayBack: Sendable {
    /// nil: to the panel's first page.
    let section: PanelPage.Section?
    let address: String
    let words: String

    init(_ head: RequestHead, for visitor: Visitor) {
        let path = PanelPath(head)
        guard let section = path.section, !section.isForAdmins || visitor.may(.admin) else {
            (self.section, address, words) = (nil, "/admin", "To the panel")
            return
        }
        self.section = section
        words = "To the \(section.rawValue.lowercased())"
        let asked = PageAddress(head).fromTheBeginning.with("count", nil)
        address = PageAddress(section.address, section == .items ? asked.parameters : []).text
    }
}

/// What a path of the panel is about.
private struct PanelPath {
    let section: PanelPage.Section?
    /// What a row of the section is called, where the path is of one.
    let row: String?

    init(_ head: RequestHead) {
        let segments = head.path.split(separator: "/")
        let address = segments.prefix(2).map { "/" + $0 }.joined()
        section = PanelPage.Section.allCases.first { $0 != .home && $0.address == address }
        let names: [PanelPage.Section: String] = [.stores: "store", .items: "item", .tags: "tag", .users: "account"]
        row = segments.count > 2 && Int64(segments[2]) != nil ? section.flatMap { names[$0] } : nil
    }
}
