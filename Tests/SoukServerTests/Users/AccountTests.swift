import Catalogue
import NIOHTTP1
import RESTKit
import SoukServer
import Testing

@Suite("Accounts over HTTP")
struct AccountTests {
    @Test("A registration answers the user: no hash, no token, and a Location only where users can be fetched")
    func registration() async throws {
        for (policy, location) in [(AccessPolicy.open, "/user/1" as String?), (.guarded, nil)] {
            try await TestServer.run(policy) { server in
                let body = #"{"email":" Me@Example.com ","password":"a long and quiet river"}"#
                let answer = try await server.post("/register", body)
                #expect(answer.status == 201)
                #expect(answer.json.keys == ["id", "email", "role", "created_at"])
                #expect(answer.json["email"] == "Me@Example.com" && answer.json["role"] == "viewer")
                #expect(answer.location == location)
            }
        }
    }

    @Test("An address is taken regardless of case")
    func takenEmail() async throws {
        try await TestServer.run { server in
            _ = try await server.account("me@example.com")
            let again = try await server.post(
                "/register", #"{"email":"ME@EXAMPLE.COM","password":"a long and quiet river"}"#)
            #expect(again.status == 409 && again.code == "email_taken")
        }
    }

    @Test(
        "What cannot be an account is told by field",
        arguments: [
            (#"{"email":"me","password":"a long and quiet river"}"#, "/email"),
            (#"{"email":"me@example.com","password":"short"}"#, "/password"),
            (#"{"email":"me@example.com","password":"password"}"#, "/password"),
            (#"{"email":"me@example.com","password":"ME@example.com"}"#, "/password"),
            (#"{"email":"me@example.com","password":"nul\u0000in the middle"}"#, "/password"),
            (#"{"email":"me@example.com"}"#, "/password"), (#"{"password":"a long and quiet river"}"#, "/email"),
        ])
    func badRegistration(_ body: String, _ pointer: String) async throws {
        try await TestServer.run { server in
            let answer = try await server.post("/register", body)
            #expect(answer.status == 422 && answer.json["errors"][0]["pointer"] == .string(pointer), "\(answer.text)")
        }
    }

    @Test("A password may have 128 characters, and not one more")
    func longPassword() async throws {
        try await TestServer.run { server in
            for (length, status) in [(8, 201), (7, 422), (128, 201), (129, 422)] {
                let password = String(repeating: "öäüéñçà", count: 19).prefix(length)
                let body = #"{"email":"u\#(length)@example.com","password":"\#(password)"}"#
                let answer = try await server.post("/register", body)
                #expect(answer.status == status, "\(length)")
            }
        }
    }

    @Test("Closed registration is 403 and makes nobody")
    func closed() async throws {
        try await TestServer.run(.guarded, { $0.catalogue.accounts.registrationIsOpen = false }) { server in
            let answer = try await server.post(
                "/register", #"{"email":"me@example.com","password":"a long and quiet river"}"#)
            #expect(answer.status == 403 && answer.code == "registration_closed")
            #expect(try await server.souk.catalogue.users.list().elements.isEmpty)
        }
    }

    @Test("Unknown address, wrong password and disabled account are answered alike, to the byte")
    func alike() async throws {
        try await TestServer.run { server in
            let account = try await server.account("off@example.com")
            _ = try await server.account("on@example.com")
            _ = try await server.souk.catalogue.users.setDisabled(true, User.ID(account.id), by: .owner)
            let bodies = [
                #"{"email":"nobody@example.com","password":"a long and quiet river"}"#,
                #"{"email":"on@example.com","password":"wrong password"}"#,
                #"{"email":"off@example.com","password":"a long and quiet river"}"#,
                #"{"email":"not an address","password":"x"}"#,
            ]
            for body in bodies {
                let answer = try await server.post("/login", body, ["X-Request-Id": "same"])
                #expect(answer.status == 401 && answer.code == "invalid_credentials")
                #expect(answer.headers.first(name: "WWW-Authenticate") == "Bearer")
                #expect(answer.text.contains("\"request_id\":\"same\""))
            }
        }
    }

    @Test("A new password ends the user's other sessions and keeps this one")
    func newPassword() async throws {
        try await TestServer.run { server in
            let other = try await server.account("me@example.com")
            let mine = try await server.logIn("me@example.com")
            let body = #"{"password":"another quiet river"}"#
            let changed = try await server.patch("/user/me", body, bearer: mine.accessToken)
            #expect(changed.status == 200 && changed.json["email"] == "me@example.com")
            #expect(try await server.get("/item", bearer: other.accessToken).code == "token_revoked")
            #expect(try await server.get("/item", bearer: mine.accessToken).status == 200)
            let old = try await server.post(
                "/login", #"{"email":"me@example.com","password":"\#(Account.password)"}"#)
            #expect(old.code == "invalid_credentials")
        }
    }

    @Test("A change of nothing answers the account")
    func emptyChange() async throws {
        try await TestServer.run { server in
            let me = try await server.account("me@example.com")
            let answer = try await server.patch("/user/me", "{}", bearer: me.accessToken)
            #expect(answer.status == 200 && answer.json["id"].integer == me.id)
        }
    }

    @Test("A deleted account is gone, its tokens with it")
    func deletion() async throws {
        try await TestServer.run { server in
            let me = try await server.account("me@example.com")
            #expect(try await server.delete("/user/me", bearer: me.accessToken).status == 204)
            #expect(try await server.get("/user/me", bearer: me.accessToken).code == "token_revoked")
            let refreshed = try await server.post("/refresh", nil, bearer: me.refreshToken)
            #expect(refreshed.code == "token_revoked")
        }
    }

    @Test("The only admin cannot delete their account; of two, one can")
    func lastAdmin() async throws {
        try await TestServer.run(.guarded) { server in
            let (ann, bob) = (
                try await server.account("ann@example.com", .admin), try await server.account("bob@example.com")
            )
            let refused = try await server.delete("/user/me", bearer: ann.accessToken)
            #expect(refused.status == 409 && refused.code == "last_admin")
            #expect(try await server.get("/user/me", bearer: ann.accessToken).status == 200)
            try await server.souk.catalogue.users.setRole(.admin, of: User.ID(bob.id), by: .owner)
            #expect(try await server.delete("/user/me", bearer: ann.accessToken).status == 204)
            #expect(try await server.delete("/user/me", bearer: bob.accessToken).code == "last_admin")
        }
    }

    @Test("Who asks for an account that is deleted meanwhile is told that the session has ended")
    func deletedMeanwhile() async throws {
        try await TestServer.run { server in
            for round in 0..<5 {
                let me = try await server.account("me\(round)@example.com")
                let answers = try await withThrowingTaskGroup { group in
                    for _ in 0..<4 { group.addTask { try await server.delete("/user/me", bearer: me.accessToken) } }
                    for _ in 0..<4 { group.addTask { try await server.get("/user/me", bearer: me.accessToken) } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(answers.filter { $0.status == 204 }.count == 1)
                #expect(answers.allSatisfy { [200, 204].contains($0.status) || $0.code == "token_revoked" })
            }
        }
    }

    @Test("A logout ends access and refresh alike, with an access token past its time too")
    func logout() async throws {
        try await TestServer.run { server in
            for late in [false, true] {
                let me = try await server.account("me\(late)@example.com")
                if late { server.clock.move(by: .seconds(16 * 60)) }
                #expect(try await server.post("/logout", nil, bearer: me.accessToken).status == 204)
                #expect(try await server.post("/refresh", nil, bearer: me.refreshToken).code == "token_revoked")
                #expect(try await server.post("/logout", nil, bearer: me.refreshToken).code == "token_revoked")
            }
        }
    }

    @Test("A changed role counts from the next request")
    func role() async throws {
        try await TestServer.run(.guarded) { server in
            let me = try await server.account("me@example.com")
            let body = #"{"name":"mine"}"#
            #expect(try await server.post("/store", body, bearer: me.accessToken).code == "insufficient_role")
            try await server.souk.catalogue.users.setRole(.editor, of: User.ID(me.id), by: .owner)
            #expect(try await server.post("/store", body, bearer: me.accessToken).status == 201)
        }
    }

    @Test(
        "A token is taken from Authorization only, and only if it is one of ours",
        arguments: [
            ("Bearer", "invalid_token"), ("Bearer x", "invalid_token"), ("Basic YTpi", "authorization_required"),
            ("bearer {refresh}", "invalid_token"), ("Bearer {access}x", "invalid_token"),
        ])
    func badTokens(_ field: String, _ code: String) async throws {
        try await TestServer.run { server in
            let me = try await server.account("me@example.com")
            let value = field.replacing("{access}", with: me.accessToken).replacing("{refresh}", with: me.refreshToken)
            let answer = try await server.get("/item", ["Authorization": value])
            #expect(answer.status == 401 && answer.code == code, "\(answer.text)")
            let inQuery = try await server.get("/item?access_token=\(me.accessToken)")
            #expect(inQuery.code == "authorization_required")
        }
    }
}
