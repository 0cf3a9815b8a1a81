import Catalogue
import NIOHTTP1
import RESTKit

/// One account in the panel.
struct UserPage: Sendable {
    let user: User
    let sessions: [OpenSession]
    let visitor: Visitor
    var faults: FormFaults?

    var page: PanelPage {
        PanelPage(
            title: user.email, section: .users, status: faults?.status ?? .ok,
            content: """
                \(PageHead(crumbs: [("Users", "/admin/users")], title: user.email, actions: isOwn ? [] : [
                    .button("Delete …", "\(address)/delete", "danger")
                ]).html)
                \(fields.summary)
                <div class="two"><div>\(isOwn ? own : "\(role)\(password)")</div><div>\(facts)\(open)</div></div>
                """)
    }

    private var isOwn: Bool { user.id == visitor.user.id }
    private var address: String { "/admin/users/\(user.id)" }
    private var fields: FormFields { FormFields(Schema<Password>.newPassword.document, faults: faults) }

    private var own: HTML {
        #"<section class="card"><p>This is your own account: another admin can change its role. <a href="/admin/account">Your password and sessions</a></p></section>"#
    }

    private var role: HTML {
        let options = Role.allCases.map { role in
            HTML("<option\(role == user.role ? " selected" as HTML : "")>\(role.rawValue)</option>")
        }
        let turn = user.isDisabled ? "Let it in again" : "Shut it out"
        return """
            <section class="card"><h2>What it may do</h2>
            <form class="row" method="post" action="\(address)/role">\(visitor.formField)
            <div class="field"><label for="role">Role</label><select id="role" name="role">\(HTML(lines: options))</select></div>
            <button>Set the role</button></form>
            <p class="soft">It counts from the next request on, everywhere.</p>
            <form method="post" action="\(address)/disabled">\(visitor.formField)
            <input type="hidden" name="disabled" value="\(user.isDisabled ? "false" : "true")">
            <button class="\(user.isDisabled ? "" : "danger")">\(turn)</button></form></section>
            """
    }

    private var password: HTML {
        """
        <section class="card"><h2>A new password</h2>
        <form method="post" action="\(address)/password">\(visitor.formField)
        \(fields.field("password", "Password", hint: "8 characters or more. It ends the account’s sessions.", type: "password",
            more: #" autocomplete="new-password""#))
        <button>Set the password</button></form></section>
        """
    }

    private var open: HTML {
        SessionList(sessions: sessions, present: visitor.session.id, address: "\(address)/sessions", visitor: visitor)
            .html
    }

    private var facts: HTML {
        """
        <section class="card"><h2>Facts</h2><dl class="facts">
        <dt>Id</dt><dd>\(user.id)</dd><dt>Role</dt><dd>\(user.role.rawValue)</dd>
        <dt>State</dt><dd>\(user.isDisabled ? "shut out" : "may sign in")</dd>
        <dt>Made</dt><dd>\(Words.time(user.createdAt))</dd>
        </dl></section>
        """
    }
}
