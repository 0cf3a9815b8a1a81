import Catalogue
import NIOHTTP1
import RESTKit
import Testing

@testable import SoukServer

@Suite("The gatekeeper")
struct GatekeeperTests {
    @Test("An access token opens what is locked, a missing one is asked for, and an open address looks at none")
    func locks() async throws {
        try await SessionWorld.run { world in
            let user = try await world.user()
            let pair = try await world.pair()
            let reply = await world.get("/mine", pair.access)
            #expect(reply.status == 204)
            #expect(reply.headers.first(name: "Caller") == "\(user.id)")
            let none = await world.ask(.GET, "/mine")
            #expect(none.code == "authorization_required")
            #expect(none.status == 401)
            #expect(none.challenge == "Bearer")
            let open = await world.get("/open", "nonsense")
            #expect(open.status == 204)
            #expect(open.headers.first(name: "Caller") == nil)
        }
    }

    @Test(
        "What is no Bearer token of ours is refused",
        arguments: [
            ("Bearer", "invalid_token"), ("Bearer ", "invalid_token"), ("Bearer a.b.c", "invalid_token"),
            ("Bearer a b", "invalid_token"), ("Bearer, Bearer x", "authorization_required"),
            ("Basic YTpi", "authorization_required"), ("", "authorization_required"),
            ("Bearertoken", "authorization_required"), ("Bearer \u{E9}", "invalid_token"),
        ])
    func malformed(_ field: String, _ code: String) async throws {
        try await SessionWorld.run { world in
            let reply = await world.ask(.GET, "/mine", headers: ["Authorization": field])
            #expect(reply.code == code)
            #expect(reply.challenge == (code == "invalid_token" ? "Bearer error=\"invalid_token\"" : "Bearer"))
        }
    }

    @Test("The scheme is read in any case, two Authorization fields are one too many, and the query is not looked at")
    func authorization() async throws {
        try await SessionWorld.run { world in
            try await world.user()
            let token = try await world.pair().access
            for scheme in ["bearer", "BEARER", "Bearer  "] {
                let reply = await world.ask(.GET, "/mine", headers: ["Authorization": "\(scheme) \(token)"])
                #expect(reply.status == 204)
            }
            let both: HeaderFields = ["Authorization": "Bearer \(token)", "authorization": "Bearer \(token)"]
            let reply = await world.ask(.GET, "/mine", headers: both)
            #expect(reply.code == "invalid_token")
            let inQuery = await world.ask(.GET, "/mine?access_token=\(token)")
            #expect(inQuery.code == "authorization_required")
        }
    }

    @Test("A token of the other kind, and one changed by a letter, are not valid")
    func kinds() async throws {
        try await SessionWorld.run { world in
            try await world.user()
            let pair = try await world.pair()
            for reply in [await world.get("/mine", pair.refresh), await world.refresh(pair.access)] {
                #expect(reply.code == "invalid_token")
            }
            for index in stride(from: 0, to: pair.access.utf8.count, by: 37) {
                var bytes = Array(pair.access.utf8)
                bytes[index] = bytes[index] == 0x41 ? 0x42 : 0x41
                let reply = await world.get("/mine", String(decoding: bytes, as: UTF8.self))
                #expect(reply.code == "invalid_token")
            }
        }
    }

    @Test("An access token is good for fifteen minutes, to the microsecond")
    func fifteenMinutes() async throws {
        try await SessionWorld.run { world in
            try await world.user()
            let token = try await world.pair().access
            world.clock.move(by: .seconds(15 * 60) - .microseconds(1))
            let inTime = await world.get("/mine", token)
            #expect(inTime.status == 204)
            world.clock.move(by: .microseconds(1))
            let late = await world.get("/mine", token)
            #expect(late.code == "token_expired")
            #expect(late.challenge == "Bearer error=\"invalid_token\"")
        }
    }

    @Test("A fresh login is five minutes old at most; a refresh does not make it fresh, a login does")
    func fiveMinutes() async throws {
        try await SessionWorld.run { world in
            try await world.user()
            let pair = try await world.pair()
            world.clock.move(by: .seconds(300))
            #expect(await world.get("/fresh", pair.access).status == 204)
            world.clock.move(by: .microseconds(1))
            let stale = await world.get("/fresh", pair.access)
            #expect(stale.code == "fresh_token_required")
            #expect(stale.challenge?.contains("insufficient_user_authentication") == true)
            #expect(stale.challenge?.contains("max_age=\"300\"") == true)
            #expect(await world.get("/mine", pair.access).status == 204)
            let refreshed = try TokenPair(await world.refresh(pair.refresh))
            #expect(await world.get("/fresh", refreshed.access).code == "fresh_token_required")
            let again = try await world.pair()
            #expect(await world.get("/fresh", again.access).status == 204)
        }
    }

    @Test("A role opens what asks for it or for less, a changed role counts at once, an unknown one is nobody's")
    func roles() async throws {
        try await SessionWorld.run { world in
            let user = try await world.user()
            let token = try await world.pair().access
            let refused = await world.get("/editors", token)
            #expect(refused.code == "insufficient_role")
            #expect(refused.status == 403)
            for role in [Role.editor, .admin] {
                try await world.catalogue.users.setRole(role, of: user.id, by: .owner)
                #expect(await world.get("/editors", token).status == 204)
                #expect(await world.get("/nobodies", token).code == "insufficient_role")
            }
            try await world.catalogue.users.setRole(.viewer, of: user.id, by: .owner)
            #expect(await world.get("/editors", token).code == "insufficient_role")
        }
    }

    @Test("The role is asked before the login's age")
    func order() async throws {
        try await SessionWorld.run { world in
            try await world.user()
            let token = try await world.pair().access
            world.clock.move(by: .seconds(301))
            #expect(await world.get("/fresh-editors", token).code == "insufficient_role")
        }
    }

    @Test("The token of a user who was disabled or deleted is revoked")
    func users() async throws {
        try await SessionWorld.run { world in
            let user = try await world.user()
            let first = try await world.pair().access
            #expect(await world.get("/mine", first).status == 204)
            try await world.catalogue.users.setDisabled(true, user.id, by: .owner)
            #expect(await world.get("/mine", first).code == "token_revoked")
            try await world.catalogue.users.setDisabled(false, user.id, by: .owner)
            #expect(await world.get("/mine", first).code == "token_revoked")
            let second = try await world.pair().access
            #expect(await world.get("/mine", second).status == 204)
            try await world.catalogue.users.delete(user.id, by: .owner)
            #expect(await world.get("/mine", second).code == "token_revoked")
        }
    }

    @Test("An address with too many failures is turned away before its body is read")
    func throttle() async throws {
        try await SessionWorld.run { world in
            try await world.user()
            for number in 0..<30 { _ = await world.logIn("u\(number)@example.org", "wrong") }
            let reply = await world.ask(.POST, "/login")
            #expect(reply.status == 429)
            #expect(reply.code == "too_many_requests")
            #expect(reply.retryAfter == "300")
            #expect(await world.logIn(from: "192.0.2.2").status == 200)
            #expect(await world.ask(.GET, "/open").status == 204)
        }
    }
}
