import Catalogue
import NIOHTTP1
import RESTKit

/// Accounts in the panel, for admins.
struct UserPages: Sendable {
    let panel: Panel
    let users: UserService
    let sessions: SessionService
    let lists: Lists

    var list: Endpoint {
        panel.page(.usersInPanel) { _, _, asked in
            var asked = asked
            let found = try await lists.page(&asked) { try await users.list($0) }
            return UserListPage(asked: asked, found: found).page
        }
    }

    var new: Endpoint {
        panel.page { _, visitor in form(for: visitor, FormFields(Schema<NewAccount>.newAccount.document)) }
    }

    var create: Endpoint {
        panel.form(upTo: SessionAPI.bodyLimit) { _, visitor, form in
            do {
                let account = try form.value(of: .newAccount)
                let user = try await users.create(
                    account.email, password: account.password, role: account.role, by: visitor.authority)
                return .done("\(user.email) has an account.", at: "/admin/users/\(user.id)")
            } catch {
                guard let faults = FormFaults(error) else { throw error }
                var fields = FormFields(Schema<NewAccount>.newAccount.document, values: form.values, faults: faults)
                fields.values["password"] = nil
                return .page(self.form(for: visitor, fields))
            }
        }
    }

    var show: Endpoint {
        panel.page { request, visitor in try await page(id(request), visitor) }
    }

    var setRole: Endpoint {
        panel.form { request, visitor, form in
            let id = try id(request)
            guard let role = form["role"].flatMap({ Role(rawValue: $0) }) else { throw Problem.notFound }
            try notYourself(id, visitor)
            let user = try await users.setRole(role, of: id, by: visitor.authority)
            return .done("\(user.email) is \(role.rawValue) now.", at: "/admin/users/\(id)")
        }
    }

    var setDisabled: Endpoint {
        panel.form { request, visitor, form in
            let id = try id(request)
            guard let isDisabled = form["disabled"].flatMap({ Bool($0) }) else { throw Problem.notFound }
            try notYourself(id, visitor)
            let user = try await users.setDisabled(isDisabled, id, by: visitor.authority)
            return .done(
                user.isDisabled
                    ? "\(user.email) is shut out, and signed out everywhere." : "\(user.email) may sign in again.",
                at: "/admin/users/\(id)")
        }
    }

    /// A new password by an admin ends all sessions of the account. One's own is changed where the present one is asked for.
    var setPassword: Endpoint {
        panel.form(upTo: SessionAPI.bodyLimit) { request, visitor, form in
            let id = try id(request)
            try notYourself(id, visitor)
            do {
                let password = try form.value(of: .newPassword)
                try await users.setPassword(password, of: id, by: visitor.authority)
                return .done("The password is set; all sessions of the account have ended.", at: "/admin/users/\(id)")
            } catch {
                guard let faults = FormFaults(error) else { throw error }
                return .page(try await page(id, visitor, faults))
            }
        }
    }

    /// Ends one session, or all.
    var endSessions: Endpoint {
        panel.form { request, visitor, form in
            let id = try id(request)
            if let session = form["session"].flatMap({ LiveSession.ID($0) }) {
                let was = try await sessions.end(session, of: id, by: visitor.authority)
                return .done(
                    was ? "The session has ended." : "That session has ended already.", at: "/admin/users/\(id)")
            }
            try await sessions.endAll(of: id, by: visitor.authority)
            return .done("The account is signed out everywhere.", at: "/admin/users/\(id)")
        }
    }

    private func page(_ id: User.ID, _ visitor: Visitor, _ faults: FormFaults? = nil) async throws -> PanelPage {
        UserPage(
            user: try await users.find(id), sessions: try await sessions.list(of: id), visitor: visitor, faults: faults
        ).page
    }

    var confirm: Endpoint {
        panel.page { request, visitor in
            let user = try await users.find(id(request))
            return Confirmation(
                title: "Delete the account of \(user.email)?", section: .users, address: "/admin/users/\(user.id)",
                what: "The account and all its sessions go. What it made in the shop stays.", deed: "Delete the account"
            ).page(for: visitor)
        }
    }

    var delete: Endpoint {
        panel.form { request, visitor, _ in
            let id = try id(request)
            try notYourself(id, visitor)
            let user = try await users.find(id)
            try await users.delete(id, by: visitor.authority)
            return .done("The account of \(user.email) is deleted.", at: "/admin/users")
        }
    }

    private func id(_ request: Request) throws -> User.ID { User.ID(try request.id("user_id")) }

    /// Nobody locks the last door behind themselves by a slip.
    private func notYourself(_ id: User.ID, _ visitor: Visitor) throws {
        if id == visitor.user.id {
            throw Problem(.insufficientRole, "this cannot be done to your own account; another admin can")
        }
    }

    private func form(for visitor: Visitor, _ fields: FormFields) -> PanelPage {
        PanelPage(
            title: "New account", section: .users, status: fields.faults?.status ?? .ok,
            content: """
                \(PageHead(crumbs: [("Users", "/admin/users")], title: "New account").html)
                \(fields.summary)
                <form class="card narrow" method="post" action="/admin/users/new">\(visitor.formField)
                \(fields.field("email", "E-mail", type: "email", more: #" autocomplete="off""#))
                \(fields.field("password", "Password", hint: "8 characters or more. Tell it to its owner, who can change it.",
                    type: "password", more: #" autocomplete="new-password""#))
                \(fields.field("role", "Role", hint: "A viewer looks, an editor changes the catalogue, an admin does everything."))
                <button class="primary">Make the account</button>
                </form>
                """)
    }
}
