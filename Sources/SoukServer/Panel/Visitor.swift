import Catalogue
import RESTKit

/// Who looks at a page of the panel.
struct Visitor: Sendable {
    let user: User
    let session: LiveSession
    /// What a form must send back: known to this session's pages and to nobody else's.
    let formToken: String
    /// When the cookie was given, in seconds since 1970.
    let seenAt: Int64

    func may(_ role: Role) -> Bool { user.role >= role }
}

extension Problem {
    static var csrfFailed: Problem {
        Problem(.csrfFailed, "the form was not sent from a page of this session: load the page again")
    }
}
