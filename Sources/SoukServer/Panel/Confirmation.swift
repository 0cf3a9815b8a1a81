import RESTKit

/// The page between a wish to delete and the deed: it says what goes with it.
struct Confirmation: Sendable {
    let title: String
    let section: PanelPage.Section
    /// Of what would be gone. The form is sent to the page's own address.
    let address: String
    let what: String
    let deed: String

    func page(for visitor: Visitor) -> PanelPage {
        PanelPage(
            title: title, section: section,
            content: """
                \(PageHead(title: title).html)
                <form class="card narrow" method="post">\(visitor.formField)
                <p>\(what)</p>
                <button class="danger">\(deed)</button> <a class="button" href="\(address)">Keep it</a>
                </form>
                """)
    }
}
