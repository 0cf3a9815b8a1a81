import Catalogue
import NIOHTTP1
import RESTKit

/// The page that a new installation's console leads to: it makes the first admin, and is gone when there is one.
struct WelcomePages: Sendable {
    let panel: Panel
    let users: UserService
    let tokens: Tokens

    var form: Endpoint {
        .page(.welcome) { _, key in
            try await check(key)
            return page(key).response()
        }
    }

    var create: Endpoint {
        .form(upTo: SessionAPI.bodyLimit) { request, form in
            guard request.head.isFromThisSite else { throw Problem.csrfFailed }
            let key = form["key"] ?? ""
            try await check(key)
            do {
                let admin = try form.value(of: .registration)
                let user = try await users.createFirstAdmin(admin.email, password: admin.password)
                let cookie = try await panel.session.open(
                    email: user.email, password: form["password"] ?? "",
                    from: ClientAddress(request.head.remoteAddress))
                var response = Notice.said("You are the admin of this shop. Make a first store.", at: "/admin")
                response.headers.add(name: "Set-Cookie", value: cookie)
                return response
            } catch {
                guard let faults = FormFaults(error) else { throw error }
                return page(key, email: form["email"] ?? "", faults).response()
            }
        }
    }

    private func check(_ key: String) async throws {
        guard (try? tokens.verify(key, as: .welcome)) != nil, try await !users.hasAdmin() else {
            throw Problem.notFound
        }
    }

    private func page(_ key: String, email: String = "", _ faults: FormFaults? = nil) -> HTMLPage {
        let fields = FormFields(
            Schema<Registration>.registration.document, values: ["email": email], faults: faults)
        return HTMLPage(
            title: "The first admin · Souk",
            body: """
                <main class="alone">
                <p class="brand">Souk</p>
                <h1>Welcome</h1>
                <p>Choose an e-mail address and a password: with them you sign in as the shop’s first admin.</p>
                \(fields.summary)
                <form method="post" action="/admin/welcome">
                <input type="hidden" name="key" value="\(key)">
                \(fields.field("email", "E-mail", type: "email", more: #" autocomplete="username" autofocus"#))
                \(fields.field("password", "Password", hint: "8 characters or more.", type: "password",
                    more: #" autocomplete="new-password""#))
                <button class="primary">Make me the admin</button>
                </form>
                </main>
                """, status: faults?.status ?? .ok)
    }
}

extension QuerySchema where Value == String {
    fileprivate static var welcome: Self {
        Self(.text("key", .raw(upTo: 4_096)) { @Sendable in $0 }) { (key: String?) in key ?? "" }
    }
}
