import Catalogue
import NIOHTTP1
import RESTKit
import Testing

@testable import SoukServer

@Suite("Login, refresh and logout over HTTP")
struct SessionAPITests {
    @Test("A login answers a pair of Bearer tokens, not to be kept by any cache")
    func logIn() async throws {
        try await SessionWorld.run { world in
            try await world.user()
            let reply = await world.logIn("Ann@Example.org")
            #expect(reply.status == 200)
            #expect(reply.json.members.map(\.name) == ["access_token", "refresh_token", "token_type", "expires_in"])
            #expect(reply.text("token_type") == "Bearer")
            #expect(reply.json["expires_in"] == 900)
            #expect(reply.headers.first(name: "Cache-Control") == "no-store")
            #expect(reply.headers.first(name: "ETag") == nil)
        }
    }

    @Test("Whatever is wrong about a login, the answer is the same in every byte")
    func alike() async throws {
        try await SessionWorld.run { world in
            try await world.user()
            let shut = try await world.user("shut@example.org")
            try await world.catalogue.users.setDisabled(true, shut.id, by: .owner)
            let attempts = [
                ("ann@example.org", "wrong"), ("nobody@example.org", SessionWorld.password), ("no address", "x"),
                ("shut@example.org", SessionWorld.password), ("ann@example.org", String(repeating: "x", count: 4000)),
                ("", ""),
            ]
            var answers: Set<String> = []
            for (email, password) in attempts {
                let reply = await world.logIn(email, password)
                #expect(reply.status == 401)
                #expect(reply.code == "invalid_credentials")
                answers.insert("\(reply.headers) \(reply.json)")
            }
            #expect(answers.count == 1)
        }
    }

    @Test("Six failures shut an account, with the seconds to wait, rounded up")
    func throttle() async throws {
        try await SessionWorld.run { world in
            try await world.user()
            for number in 0..<6 {
                #expect(await world.logIn("ann@example.org", "wrong", from: "10.0.0.\(number)").status == 401)
            }
            world.clock.move(by: .milliseconds(1))
            let reply = await world.logIn(from: "10.0.1.1")
            #expect(reply.status == 429)
            #expect(reply.retryAfter == "1")
        }
    }

    @Test(
        "A body that is no login names its fields",
        arguments: [("{}", ["/email", "/password"]), (#"{"email":1,"password":"x","x":1}"#, ["/email", "/x"])])
    func fields(_ body: String, _ pointers: [String]) async throws {
        try await SessionWorld.run { world in
            let reply = await world.ask(.POST, "/login", body: body)
            #expect(reply.code == "validation_failed")
            for pointer in pointers { #expect("\(reply.json)".contains(pointer)) }
        }
    }

    @Test("A refresh token is taken from the header or from the body, and nothing at all is 401")
    func refreshSources() async throws {
        try await SessionWorld.run { world in
            try await world.user()
            let first = try await world.pair()
            let inBody = #"{"refresh_token":"\#(first.refresh)"}"#
            let second = try TokenPair(await world.ask(.POST, "/refresh", body: inBody))
            let third = try TokenPair(await world.refresh(second.refresh))
            #expect(await world.get("/mine", third.access).status == 204)
            let both = await world.ask(.POST, "/refresh", headers: world.bearer(third.refresh), body: "{}")
            let fourth = try TokenPair(both)
            for reply in [await world.ask(.POST, "/refresh"), await world.ask(.POST, "/refresh", body: "{}")] {
                #expect(reply.status == 401)
                #expect(reply.code == "authorization_required")
            }
            let nonsense = await world.ask(.POST, "/refresh", body: #"{"refresh_token":"x"}"#)
            #expect(nonsense.code == "invalid_token")
            let access = await world.ask(.POST, "/refresh", body: #"{"refresh_token":"\#(fourth.access)"}"#)
            #expect(access.code == "invalid_token")
        }
    }

    @Test("The same refresh token within ten seconds gets the same successor, byte for byte; later it ends the session")
    func rotation() async throws {
        try await SessionWorld.run { world in
            let user = try await world.user()
            let first = try await world.pair()
            world.clock.move(by: .seconds(2))
            let second = try TokenPair(await world.refresh(first.refresh))
            #expect(second.refresh != first.refresh)
            try await world.catalogue.users.setRole(.admin, of: user.id, by: .owner)
            world.clock.move(by: .seconds(10))
            let again = try TokenPair(await world.refresh(first.refresh))
            #expect(again.refresh == second.refresh)
            world.clock.move(by: .microseconds(1))
            let reused = await world.refresh(first.refresh)
            #expect(reused.code == "token_revoked")
            #expect(reused.status == 401)
            for token in [first.access, second.access, again.access] {
                #expect(await world.get("/mine", token).code == "token_revoked")
            }
            #expect(await world.refresh(second.refresh).code == "token_revoked")
        }
    }

    @Test("Two hundred refreshes of one token at once get one successor")
    func race() async throws {
        try await SessionWorld.run { world in
            try await world.user()
            let first = try await world.pair()
            let successors = try await withThrowingTaskGroup { group in
                for _ in 0..<200 { group.addTask { try TokenPair(await world.refresh(first.refresh)).refresh } }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(successors.count == 1)
            let successor = try #require(successors.first)
            #expect(await world.refresh(successor).status == 200)
        }
    }

    @Test("Seven days after the login every token is past, and near the end the access token lives no longer")
    func sevenDays() async throws {
        try await SessionWorld.run { world in
            try await world.user()
            var pair = try await world.pair()
            world.clock.move(by: .seconds(7 * 86_400 - 60))
            let reply = await world.refresh(pair.refresh)
            #expect(reply.json["expires_in"] == 60)
            pair = try TokenPair(reply)
            world.clock.move(by: .seconds(60))
            #expect(await world.get("/mine", pair.access).code == "token_expired")
            #expect(await world.refresh(pair.refresh).code == "token_expired")
            #expect(await world.logOut(pair.access).code == "token_expired")
        }
    }

    @Test("Logout takes any token of the session, an access token past its time too, and ends all of them")
    func logOut() async throws {
        try await SessionWorld.run { world in
            try await world.user()
            for kind in 0..<3 {
                let pair = try await world.pair()
                let other = try await world.pair()
                #expect(await world.get("/mine", pair.access).status == 204)
                if kind == 2 { world.clock.move(by: .seconds(3600)) }
                let token = kind == 1 ? pair.refresh : pair.access
                #expect(await world.logOut(token).status == 204)
                #expect(await world.refresh(pair.refresh).code == "token_revoked")
                #expect(await world.logOut(token).code == "token_revoked")
                #expect(await world.refresh(other.refresh).status == 200)
            }
            #expect(await world.ask(.POST, "/logout").code == "authorization_required")
        }
    }

    @Test("A restart changes nothing: sessions live on, what was ended stays ended")
    func restart() async throws {
        try await SessionWorld.run { world in
            try await world.user()
            let keys = try KeyRing(current: KeyRing.Key(id: "first", secret: Array(repeating: 7, count: 32)))
            let (kept, ended) = (try await world.pair(), try await world.pair())
            _ = await world.logOut(ended.access)
            let again = try world.restarted(keys)
            #expect(await again.get("/mine", kept.access).status == 204)
            #expect(await again.get("/mine", ended.access).code == "token_revoked")
            #expect(await again.refresh(kept.refresh).status == 200)
        }
    }
}
