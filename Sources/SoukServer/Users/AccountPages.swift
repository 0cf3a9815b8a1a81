import Catalogue
import NIOHTTP1
import RESTKit

/// A person's own page: the password, and where they are signed in.
struct AccountPages: Sendable {
    let panel: Panel
    let users: UserService
    let sessions: SessionService

    var show: Endpoint {
        panel.page { _, visitor in try await page(for: visitor) }
    }

    /// The present password is asked for: whoever finds a screen unlocked must not take the account.
    var setPassword: Endpoint {
        panel.form(upTo: SessionAPI.bodyLimit) { request, visitor, form in
            do {
                let grant = try await sessions.logIn(
                    email: visitor.user.email, password: form["present"] ?? "",
                    from: ClientAddress(request.head.remoteAddress))
                try await sessions.end(grant.session.id)
                let password = try form.value(of: .newPassword)
                try await users.setPassword(password, of: visitor.user.id, by: visitor.authority)
                return .done("Your password is changed; you are signed out everywhere else.", at: "/admin/account")
            } catch CatalogueError.invalidCredentials {
                return .page(try await page(for: visitor, FormFaults("present", "is not your password")))
            } catch {
                guard let faults = FormFaults(error) else { throw error }
                return .page(try await page(for: visitor, faults))
            }
        }
    }

    /// Ends another session of one's own, or all others.
    var endSessions: Endpoint {
        panel.form { _, visitor, form in
            let user = visitor.user.id
            if let session = form["session"].flatMap({ LiveSession.ID($0) }) {
                _ = try await sessions.end(session, of: user, by: visitor.authority)
                return .done("That session has ended.", at: "/admin/account")
            }
            try await sessions.endAll(of: user, by: visitor.authority)
            return .done("You are signed out everywhere else.", at: "/admin/account")
        }
    }

    private func page(for visitor: Visitor, _ faults: FormFaults? = nil) async throws -> PanelPage {
        let open = SessionList(
            sessions: try await sessions.list(of: visitor.user.id), present: visitor.session.id,
            address: "/admin/account/sessions", visitor: visitor)
        let fields = FormFields(Schema<Password>.newPassword.document, faults: faults)
        let wrong: HTML =
            (faults?.fields["present"]).map { #"<p class="wrong" id="present-wrong">The present password \#($0)</p>"# }
            ?? ""
        return PanelPage(
            title: "Your account", section: nil, status: faults?.status ?? .ok,
            content: """
                \(PageHead(title: "Your account").html)
                \(fields.summary)
                <form class="card narrow" method="post" action="/admin/account/password">\(visitor.formField)
                <h2>Change the password</h2>
                <div class="field"><label for="present">The present password</label>
                <input id="present" name="present" type="password" required autocomplete="current-password">\(wrong)</div>
                \(fields.field("password", "The new password", hint: "8 characters or more.", type: "password",
                    more: #" autocomplete="new-password""#))
                <button class="primary">Change it</button>
                </form>
                <div class="narrow">\(open.html)</div>
                <section class="card narrow"><h2>Facts</h2><dl class="facts">
                <dt>E-mail</dt><dd>\(visitor.user.email)</dd><dt>Role</dt><dd>\(visitor.user.role.rawValue)</dd>
                <dt>Signed in</dt><dd>\(Words.time(visitor.session.authenticatedAt))</dd></dl></section>
                """)
    }
}
