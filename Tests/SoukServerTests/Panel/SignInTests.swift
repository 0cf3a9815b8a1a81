import Catalogue
import Foundation
import NIOCore
import NIOHTTP1
import RESTKit
import SoukServer
import Testing

@Suite("Signing in to the panel")
struct SignInTests {
    @Test("Whoever is not signed in is asked to, and comes back to where they were going")
    func theWayBack() async throws {
        try await TestServer.run(.guarded) { server in
            _ = try await server.account("ann@example.com", .viewer)
            let browser = Browser(server)
            let sent = try await browser.open("/admin/items?q=oak")
            #expect(sent.status == 303)
            #expect(sent.headers.first(name: "Location") == "/admin/login?next=%2Fadmin%2Fitems%3Fq%3Doak")
            try await browser.open("/admin/login?next=%2Fadmin%2Fitems%3Fq%3Doak")
            #expect(browser.page?.text.contains(#"name="next" value="/admin/items?q=oak""#) == true)
            let fields = ["email": "ann@example.com", "password": Account.password, "next": "/admin/items?q=oak"]
            let entered = try await browser.send("/admin/login", fields)
            #expect(entered.status == 303 && entered.headers.first(name: "Location") == "/admin/items?q=oak")
            #expect(try await browser.open("/admin/items?q=oak").status == 200)
        }
    }

    @Test(
        "A link cannot choose where a login leads to",
        arguments: [
            "https://evil.example/", "//evil.example", "/admin.evil", "/admin\\..", "/store", "/admin/\r\nX: y",
        ])
    func openRedirects(_ next: String) async throws {
        try await TestServer.run(.guarded) { server in
            _ = try await server.account("ann@example.com", .viewer)
            let fields = ["email": "ann@example.com", "password": Account.password, "next": next]
            let entered = try await Browser(server).send("/admin/login", fields)
            #expect(entered.status == 303 && entered.headers.first(name: "Location") == "/admin")
        }
    }

    @Test("A wrong password and an unknown address are answered alike, and count as anywhere else")
    func wrong() async throws {
        try await TestServer.run(.guarded) { server in
            _ = try await server.account("ann@example.com", .viewer)
            let browser = Browser(server)
            let wrong = try await browser.send("/admin/login", ["email": "ann@example.com", "password": "not hers"])
            let unknown = try await browser.send("/admin/login", ["email": "bob@example.com", "password": "not hers"])
            #expect(wrong.status == 401 && unknown.status == 401)
            #expect(
                wrong.text.replacing("ann@", with: "bob@") == unknown.text && browser.cookies.isEmpty)
            for _ in 0..<5 {
                _ = try await browser.send("/admin/login", ["email": "ann@example.com", "password": "not hers"])
            }
            let throttled = try await browser.send(
                "/admin/login", ["email": "ann@example.com", "password": Account.password])
            #expect(throttled.status == 429 && throttled.headers.first(name: "Retry-After") != nil)
        }
    }

    @Test("Whoever guesses the present password of an account is told how long to wait")
    func guessing() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Browser.signedIn("ann@example.com", .viewer, on: server)
            try await browser.open("/admin/account")
            let guess = ["present": "not hers", "password": "another long and quiet river"]
            for _ in 0..<6 { #expect(try await browser.send("/admin/account/password", guess).status == 422) }
            let throttled = try await browser.send("/admin/account/password", guess)
            #expect(throttled.status == 429 && throttled.headers["Retry-After"] == ["1"])
            #expect(throttled.text.contains("/admin/account"), "the way back")
        }
    }

    @Test("A session has an id of its own, whatever cookie the browser had before, and a cookie that no script reads")
    func fixation() async throws {
        try await TestServer.run(.guarded) { server in
            let mallory = try await Browser.signedIn("mallory@example.com", .viewer, on: server)
            _ = try await server.account("ann@example.com", .admin)
            let answer = try await server.client.send(
                .POST, "/admin/login",
                headers: [
                    "Cookie": mallory.cookieField, "Content-Type": "application/x-www-form-urlencoded",
                    "Sec-Fetch-Site": "same-origin",
                ],
                body: ByteBuffer(string: "email=ann%40example.com&password=a+long+and+quiet+river"))
            let field = try #require(answer.headers["Set-Cookie"].first)
            #expect(field.hasPrefix("__Host-souk=") && field.hasSuffix("; Path=/; Secure; HttpOnly; SameSite=Lax"))
            #expect(!field.contains(try #require(mallory.cookies["__Host-souk"])))
            let page = try await mallory.open("/admin")
            #expect(page.text.contains("mallory@example.com") && !page.text.contains("ann@example.com"))
        }
    }

    @Test("Thirty minutes without a page, or twelve hours in all, end it; looking at pages keeps it")
    func theEnd() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Browser.signedIn("ann@example.com", .viewer, on: server)
            for _ in 0..<24 {
                server.clock.move(by: .seconds(29 * 60))
                #expect(try await browser.open("/admin").status == 200)
            }
            server.clock.move(by: .seconds(29 * 60))
            #expect(try await browser.open("/admin").status == 303, "11 h 36 min and 29 min")
            let other = try await Browser.signedIn("bob@example.com", .viewer, on: server)
            server.clock.move(by: .seconds(30 * 60))
            #expect(try await other.open("/admin").status == 303)
        }
    }

    @Test("Signing out ends the session itself; so do shutting out, and a new role counts at once")
    func revocation() async throws {
        try await TestServer.run(.open) { server in
            let browser = try await Browser.signedIn("ann@example.com", .admin, on: server)
            let cookies = browser.cookieField
            try await browser.open("/admin")
            #expect(try await browser.send("/admin/logout", [:]).status == 303)
            let stolen = try await server.client.send(.GET, "/admin", headers: ["Cookie": cookies])
            #expect(stolen.status == 303)
            let editor = try await Browser.signedIn("bob@example.com", .editor, on: server)
            #expect(try await editor.open("/admin/stores/new").status == 200)
            let bob = try await server.souk.catalogue.users.find(EmailAddress("bob@example.com"))
            try await server.souk.catalogue.users.setRole(.viewer, of: bob.id, by: .owner)
            #expect(try await editor.open("/admin/stores/new").status == 403)
            try await server.souk.catalogue.users.setDisabled(true, bob.id, by: .owner)
            #expect(try await editor.open("/admin").status == 303)
        }
    }

    @Test("The first admin is made by whoever has the link, once")
    func welcome() async throws {
        try await TestServer.run(.guarded) { server in
            let link = try #require(try await server.souk.welcome())
            #expect(try await Browser(server).open("/admin/welcome?key=guessed").status == 404)
            let browser = Browser(server)
            #expect(try await browser.open(link).status == 200)
            let key = String(link.dropFirst("/admin/welcome?key=".count))
            let weak = try await browser.send(
                "/admin/welcome", ["key": key, "email": "ann@example.com", "password": "short"])
            #expect(weak.status == 422 && weak.text.contains("at least 8 characters"))
            let made = try await browser.send(
                "/admin/welcome", ["key": key, "email": "ann@example.com", "password": Account.password])
            #expect(made.status == 303)
            #expect(try await browser.open("/admin/users").text.contains("ann@example.com"))
            #expect(try await Browser(server).open(link).status == 404)
            #expect(try await server.souk.welcome() == nil)
        }
    }

    @Test("A form counts only with its session's token, from a page of this site")
    func forgery() async throws {
        try await TestServer.run(.open) { server in
            let ann = try await Browser.signedIn("ann@example.com", .admin, on: server)
            let bob = try await Browser.signedIn("bob@example.com", .admin, on: server)
            try await ann.open("/admin/stores/new")
            try await bob.open("/admin/stores/new")
            let foreign = try #require(bob.token)
            for token in ["", "x", foreign] {
                let answer = try await ann.send("/admin/stores/new", ["name": "Forged", "form_token": token])
                #expect(answer.status == 403 && answer.text.contains("csrf_failed"))
            }
            for fields in [["Sec-Fetch-Site": "cross-site"], ["Origin": "https://evil.example"]] as [HTTPHeaders] {
                #expect(try await ann.send("/admin/stores/new", ["name": "Forged"], fields).status == 403)
                let login = ["email": "ann@example.com", "password": Account.password]
                #expect(try await Browser(server).send("/admin/login", login, fields).status == 403)
            }
            #expect(try await server.get("/store").json["stores"].array.isEmpty)
            #expect(try await ann.send("/admin/stores/new", ["name": "Meant"]).status == 303)
        }
    }

    @Test("The JSON API does not look at the cookie, nor the panel at a token")
    func apart() async throws {
        try await TestServer.run(.guarded) { server in
            let browser = try await Browser.signedIn("ann@example.com", .admin, on: server)
            let api = try await server.client.send(.GET, "/user/me", headers: ["Cookie": browser.cookieField])
            #expect(api.status == 401 && api.code == "authorization_required")
            let page = try #require(browser.cookies["__Host-souk"])
            #expect(try await server.get("/user/me", bearer: page).code == "invalid_token")
            let account = try await server.logIn("ann@example.com")
            #expect(try await server.get("/admin", bearer: account.accessToken).status == 303)
            let cookie = "__Host-souk=\(account.accessToken)"
            #expect(try await server.client.send(.GET, "/admin", headers: ["Cookie": cookie]).status == 303)
        }
    }
}
