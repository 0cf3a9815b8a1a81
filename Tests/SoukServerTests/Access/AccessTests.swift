import Catalogue
import NIOHTTP1
import RESTKit
import SoukServer
import Testing

@Suite("Every line of the endpoint table, for every visitor, under both policies")
struct AccessTests {
    @Test("The line answers each visitor as the table says", arguments: AccessLine.table, AccessPolicy.allCases)
    func line(_ line: AccessLine, _ policy: AccessPolicy) async throws {
        try await TestServer.run(policy) { server in
            let scenes = try await Scene.make(on: server)
            let expected = policy == .open ? line.open : line.guarded
            for visitor in Visitor.allCases {
                let scene = try #require(scenes[visitor])
                let answer = try await server.send(
                    line.method, scene.filled(line.path), line.body.map(scene.filled),
                    bearer: line.path == "/refresh" ? scene.account?.refreshToken : scene.account?.accessToken)
                #expect(answer.status == expected[visitor], "\(visitor): \(answer.text.prefix(300))")
            }
        }
    }

    @Test("The hand-written table and the registered routes are one list")
    func completeness() async throws {
        try await TestServer.run { server in
            let registered = Set(server.souk.routes.flatMap { route in route.methods.map { "\($0) \(route.path)" } })
            let written = Set(
                AccessLine.table.map { line in
                    "\(line.method) \(line.path.replacing("linked_tag_id", with: "tag_id"))"
                })
            #expect(registered.subtracting(written).isEmpty)
            #expect(written.subtracting(registered).isEmpty)
        }
    }
}

/// What one visitor may touch, so that visitors do not get in each other's way.
struct Scene: Sendable {
    let account: Account?
    let values: [String: String]

    /// A scene for every visitor. The stale editor's login is six minutes old, everybody else's is new.
    static func make(on server: TestServer) async throws -> [Visitor: Scene] {
        let stale = try await server.account("stale@example.com", .editor)
        server.clock.move(by: .seconds(6 * 60))
        let accounts: [Visitor: Account] = [
            .viewer: try await server.account("viewer@example.com"), .stale: stale,
            .editor: try await server.account("editor@example.com", .editor),
            .admin: try await server.account("admin@example.com", .admin),
        ]
        // The only admin could not leave.
        _ = try await server.account("other@example.com", .admin)
        var scenes: [Visitor: Scene] = [:]
        for visitor in Visitor.allCases {
            scenes[visitor] = try await Scene(visitor, accounts[visitor], on: server)
        }
        return scenes
    }

    private init(_ visitor: Visitor, _ account: Account?, on server: TestServer) async throws {
        let catalogue = server.souk.catalogue
        let store = try await catalogue.stores.create(NewStore(name: Name("store of \(visitor)"), currency: nil))
        let price = try Price(literal: "15.99")
        let item = try await catalogue.items.create(
            NewItem(name: Name("item"), description: nil, price: price, storeID: store.id))
        let tag = try await catalogue.tags.create(NewTag(name: Name("unused")), in: store.id)
        let linked = try await catalogue.tags.create(NewTag(name: Name("linked")), in: store.id)
        _ = try await catalogue.items.link(item.id, linked.id)
        let guest = try await catalogue.users.create(
            EmailAddress("guest-of-\(visitor)@example.com"), password: Password(Account.password), role: .viewer,
            by: .owner)
        self.account = account
        values = [
            "{store_id}": "\(store.id)", "{item_id}": "\(item.id)", "{tag_id}": "\(tag.id)",
            "{linked_tag_id}": "\(linked.id)", "{user_id}": "\(guest.id)", "{code}": "not_found",
            "{new}": "new-of-\(visitor)", "{email}": account?.email ?? guest.email,
        ]
    }

    /// The template with this scene's own values in it.
    func filled(_ template: String) -> String {
        values.reduce(template) { text, value in text.replacing(value.key, with: value.value) }
    }
}
