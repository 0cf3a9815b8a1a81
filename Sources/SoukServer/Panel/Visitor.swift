import Catalogue
import RESTKit
import Secrets

/// Who looks at a page of the panel.
struct Visitor: Sendable {
    let user: User
    let session: LiveSession
    /// What a form must send back: known to this session's pages and to nobody else's.
    let formToken: String
    /// When the cookie was given, in seconds since 1970.
    let seenAt: Int64

    /// For what is done to accounts.
    var authority: Authority { .session(session.id) }

    func may(_ role: Role) -> Bool { user.role >= role }

    /// Throws `csrf_failed` for a form that was not sent from one of this session's pages.
    func check(_ form: Form) throws {
        guard let token = form["form_token"], ConstantTime.isEqual(token.utf8, formToken.utf8) else {
            throw Problem.csrfFailed
        }
    }
}

extension Problem {
    static var csrfFailed: Problem {
        Problem(.csrfFailed, "the form was not sent from a page of this session: load the page again")
    }
}
