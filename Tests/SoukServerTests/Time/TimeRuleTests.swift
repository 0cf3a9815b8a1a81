import NIOHTTP1
import Testing

@Suite("Rules of time, by a clock that the test moves")
struct TimeRuleTests {
    @Test("A fresh login lasts 5 minutes", arguments: [(300, 201), (301, 401)])
    func freshness(_ seconds: Int, _ status: Int) async throws {
        try await TestServer.withShop { server, shop in
            server.clock.move(by: .seconds(seconds))
            let body = #"{"name":"x","price":1,"store_id":\#(shop.store)}"#
            let answer = try await server.post("/item", body, bearer: shop.editor.accessToken)
            #expect(answer.status == status, "\(answer.text)")
            guard status == 401 else { return }
            #expect(answer.code == "fresh_token_required")
            let challenge = answer.headers.first(name: "WWW-Authenticate") ?? ""
            #expect(challenge.contains("error=\"insufficient_user_authentication\""))
            #expect(challenge.contains("max_age=\"300\""))
        }
    }

    @Test("A refresh does not make a login fresh; a login does")
    func refreshIsNotFresh() async throws {
        try await TestServer.withShop { server, shop in
            server.clock.move(by: .seconds(301))
            let tokens = try await server.post("/refresh", nil, bearer: shop.editor.refreshToken)
            let access = try #require(tokens.json["access_token"].string)
            let body = #"{"name":"x","price":1,"store_id":\#(shop.store)}"#
            #expect(try await server.post("/item", body, bearer: access).code == "fresh_token_required")
            let again = try await server.logIn(shop.editor.email)
            #expect(try await server.post("/item", body, bearer: again.accessToken).status == 201)
        }
    }

    @Test("An access token lasts 15 minutes to the second", arguments: [(899, 200), (900, 401)])
    func accessToken(_ seconds: Int, _ status: Int) async throws {
        try await TestServer.run { server in
            let account = try await server.account("me@example.com")
            server.clock.move(by: .seconds(seconds))
            let answer = try await server.get("/item", bearer: account.accessToken)
            #expect(answer.status == status)
            if status == 401 { #expect(answer.code == "token_expired") }
        }
    }

    @Test("A session ends 7 days after the password check, however often it is refreshed")
    func session() async throws {
        try await TestServer.run { server in
            var refresh = try await server.account("me@example.com").refreshToken
            for _ in 1...6 {
                server.clock.move(by: .seconds(24 * 60 * 60))
                let tokens = try await server.post("/refresh", nil, bearer: refresh)
                refresh = try #require(tokens.json["refresh_token"].string, "\(tokens.text)")
            }
            server.clock.move(by: .seconds(24 * 60 * 60 - 60))
            let last = try await server.post("/refresh", nil, bearer: refresh)
            #expect(last.json["expires_in"] == 60)
            server.clock.move(by: .seconds(60))
            let access = try #require(last.json["access_token"].string)
            #expect(try await server.get("/item", bearer: access).code == "token_expired")
            let over = try #require(last.json["refresh_token"].string)
            #expect(try await server.post("/refresh", nil, bearer: over).code == "token_expired")
        }
    }

    @Test("The same refresh token again within 10 seconds gets the same successor; later it ends the session")
    func grace() async throws {
        try await TestServer.run { server in
            let account = try await server.account("me@example.com")
            let first = try await server.post("/refresh", nil, bearer: account.refreshToken)
            server.clock.move(by: .seconds(10))
            let second = try await server.post("/refresh", #"{"refresh_token":"\#(account.refreshToken)"}"#)
            #expect(second.json["refresh_token"] == first.json["refresh_token"])
            server.clock.move(by: .seconds(1))
            let third = try await server.post("/refresh", nil, bearer: account.refreshToken)
            #expect(third.status == 401 && third.code == "token_revoked")
            let successor = try #require(first.json["refresh_token"].string)
            #expect(try await server.post("/refresh", nil, bearer: successor).code == "token_revoked")
            #expect(try await server.get("/item", bearer: account.accessToken).code == "token_revoked")
        }
    }

    @Test("Five failures are free; from the sixth on an account waits longer and longer, with the right password too")
    func throttling() async throws {
        try await TestServer.run { server in
            let account = try await server.account("me@example.com")
            let wrong = #"{"email":"ME@example.com","password":"not the password"}"#
            for _ in 1...6 { #expect(try await server.post("/login", wrong).code == "invalid_credentials") }
            let right = #"{"email":"me@example.com","password":"\#(Account.password)"}"#
            let refused = try await server.post("/login", right)
            #expect(refused.status == 429 && refused.code == "too_many_requests")
            #expect(refused.headers.first(name: "Retry-After") == "1")
            #expect(try await server.get("/item", bearer: account.accessToken).status == 200)
            server.clock.move(by: .seconds(1))
            #expect(try await server.post("/login", wrong).code == "invalid_credentials")
            let longer = try await server.post("/login", right)
            #expect(longer.headers.first(name: "Retry-After") == "2")
            server.clock.move(by: .seconds(2))
            #expect(try await server.post("/login", right).status == 200)
        }
    }
}
