import Catalogue
import Crypto
import NIOHTTP1
import RESTKit

/// The page between a wish to delete and the deed: it says what goes with it, and nothing but that goes.
struct Confirmation: Sendable {
    let title: String
    let section: PanelPage.Section
    /// Of what would be gone. The form is sent to the page's own address.
    let address: String
    let what: String
    let deed: String
    /// Where to look before.
    var more: HTML = ""

    /// Whether the form was sent from a page that said just this.
    func isMeant(by form: Form) -> Bool { form["version"] == version }

    /// Names what the page says.
    private var version: String {
        let text = [title, what, deed].map { "\($0.utf8.count):\($0)" }.joined()
        return Hexadecimal.text(Array(SHA256.hash(data: Array(text.utf8)).prefix(16)))
    }

    /// - Parameter isAnew: whether somebody meant what was said before, and it is not so any more.
    func page(for visitor: Visitor, isAnew: Bool = false) -> PanelPage {
        let changed: HTML =
            isAnew
            ? #"<p class="fault" role="alert">This has changed since you looked. Nothing was deleted yet: this is how it is now.</p>"#
            : ""
        return PanelPage(
            title: title, section: section, status: isAnew ? .preconditionFailed : .ok,
            content: """
                \(PageHead(title: title).html)
                \(changed)
                <form class="card narrow" method="post">\(visitor.formField)
                <input type="hidden" name="version" value="\(version)">
                <p>\(what)</p>\(more)
                <button class="danger">\(deed)</button> <a class="button" href="\(address)">Keep it</a>
                </form>
                """)
    }
}
