import Catalogue
import NIOHTTP1
import RESTKit

/// How people come into the panel and leave it.
struct SignInPages: Sendable {
    let panel: Panel
    let users: UserService

    var form: Endpoint {
        .page(.signIn) { _, next in
            let isNew = try await !users.hasAdmin()
            return Self.page(next: next, isNew: isNew).response()
        }
    }

    var signIn: Endpoint {
        .form(upTo: SessionAPI.bodyLimit) { request, form in
            guard request.head.isFromThisSite else { throw Problem.csrfFailed }
            let next = form["next"].flatMap(PageAddress.inPanel)
            do {
                let cookie = try await panel.session.open(
                    email: form["email"] ?? "", password: form["password"] ?? "",
                    from: ClientAddress(request.head.remoteAddress))
                var response = Response.seeOther(next ?? "/admin")
                response.headers.add(name: "Set-Cookie", value: cookie)
                return response
            } catch CatalogueError.invalidCredentials {
                let faults = FormFaults(CatalogueError.invalidCredentials)
                return Self.page(next: next, email: form["email"] ?? "", faults: faults).response()
            }
        }
    }

    var signOut: Endpoint {
        panel.form { _, visitor, _ in
            try await panel.session.end(visitor)
            var response = Response.seeOther("/admin/login")
            response.headers.add(name: "Set-Cookie", value: PanelSession.cookie.removal)
            response.headers.add(name: "Clear-Site-Data", value: "\"cache\"")
            return .response(response)
        }
    }

    private static func page(
        next: String?, email: String = "", faults: FormFaults? = nil, isNew: Bool = false
    ) -> HTMLPage {
        let fields = FormFields(
            Schema<Registration>.registration.document, values: ["email": email], faults: faults)
        let wrong: HTML =
            (faults?.general).map { #"<div class="fault" role="alert"><p>\#($0)</p></div>"# } ?? ""
        let hint: HTML =
            isNew
            ? """
            <p class="soft">There is no admin yet. The console in which the server was started shows a link that makes the \
            first; or, on the server: <code>souk user create me@example.com --role admin</code></p>
            """ : ""
        let way: HTML = next.map { #"<input type="hidden" name="next" value="\#($0)">"# } ?? ""
        return HTMLPage(
            title: "Sign in · Souk",
            body: """
                <main class="alone">
                <p class="brand">Souk</p>
                <h1>Sign in</h1>
                \(hint)\(wrong)
                <form method="post" action="/admin/login">
                \(way)
                \(fields.field("email", "E-mail", type: "email", more: #" autocomplete="username" autofocus"#))
                \(fields.field("password", "Password", type: "password", more: #" autocomplete="current-password""#))
                <button class="primary">Sign in</button>
                </form>
                </main>
                """, status: faults?.status ?? .ok)
    }
}

extension QuerySchema where Value == String? {
    /// Where to go once signed in.
    fileprivate static var signIn: Self {
        Self(.text("next", .raw(upTo: 2_000)) { @Sendable in PageAddress.inPanel($0) }) { @Sendable in $0 }
    }
}
