import SQLEngines
import Synchronization
import TestDatabases
import Testing

@testable import Catalogue

@Suite("The order in which writes take what they need")
struct LockOrderTests {
    @Test("Stores, tags and items that come, move and go at once never wait for one another in a circle")
    func shop() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres, postgres: .unforgiving) { shop in
            let fair = try await Fair(shop)
            try await together(16) { writer in
                var dice = TestDice(UInt64(writer))
                for _ in 0..<100 { try await fair.doSomething(&dice) }
                return true
            }
            #expect(try await shop.miscounts() == 0)
        }
    }

    @Test("Two imports that bring the same new words in other orders do not wait for one another in a circle")
    func words() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres, postgres: .unforgiving) { shop in
            var items: [[Item]] = []
            for number in 0..<2 {
                let store = try await shop.store("Store \(number)")
                items.append([try await shop.item("one", in: store), try await shop.item("two", in: store)])
            }
            for round in 0..<30 {
                let words = ["alpha", "zeta"].map { "\($0)\(round)" }
                let done = try await together(2) { [items] number in
                    let names = number == 0 ? words : words.reversed()
                    let rows = [
                        ImportRow(1, id: items[number][0].id, name: names[0]),
                        ImportRow(2, id: items[number][1].id, name: names[1]),
                        ImportRow(3, name: "\(words[1 - number]) beside", price: "1", store: "Store \(number)"),
                    ]
                    return try await shop.take(rows).counts == [1, 2, 0, 0]
                }
                #expect(done == 2)
            }
        }
    }

    @Test("Two stores that take each other's name at the same moment are both answered")
    func names() async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await TestShop.open(.postgres, postgres: .unforgiving) { shop in
            let ids = [try await shop.store("East").id, try await shop.store("West").id]
            try await together(8) { writer in
                for round in 0..<30 {
                    try await unless(.storeNameTaken) {
                        let name = try Name((writer + round).isMultiple(of: 2) ? "East" : "West")
                        let change = StoreChange(name: name, currency: nil)
                        _ = try await shop.stores.change(ids[writer % 2], change, including: .nothing)
                    }
                }
                return true
            }
        }
    }

    @Test("Who ends several sessions takes them in the order of their ids", arguments: Ending.allCases)
    func sessions(_ ending: Ending) async throws {
        guard TestEngine.all.contains(.postgres) else { return }
        try await AccountWorld.run(on: .postgres, postgres: .unforgiving) { world in
            let user = try await world.user()
            try await world.user("other@example.org")
            for _ in 0..<8 { _ = try await world.logIn() }
            world.clock.advance(LiveSession.lifetime)
            // Somebody else takes them in this order and has one of them when the other comes.
            let (taken, isTaken) = AsyncStream<Void>.makeStream()
            async let other: Void = ending.run(in: world, of: user.id, after: taken)
            try await world.engine.write { session in
                let ids: [String] = try await session.all("SELECT id FROM sessions ORDER BY id") { try $0.next() }
                try await session.lock(rows: "sessions WHERE id = \(ids[0])")
                _ = try await session.value("SELECT 1", as: Int.self)
                isTaken.finish()
                try await eventually { try await world.engine.waiting() == 1 }
                for id in ids { try await session.lock(rows: "sessions WHERE id = \(id)") }
                _ = try await session.value("SELECT 1", as: Int.self)
            }
            try await other
        }
    }

    enum Ending: CaseIterable {
        case purge, disabling, deletion

        fileprivate func run(in world: AccountWorld, of user: User.ID, after start: AsyncStream<Void>) async throws {
            for await _ in start {}
            switch self {
            case .purge: _ = try await world.logIn("other@example.org")
            case .disabling: try await world.users.setDisabled(true, user, by: .owner)
            case .deletion: try await world.users.delete(user, by: .owner)
            }
        }
    }
}

extension Inclusion {
    fileprivate static let nothing = Inclusion(items: nil, tags: nil)
}

extension PostgresOptions {
    /// A connection for each writer, and no second try: a deadlock is an error.
    fileprivate static var unforgiving: PostgresOptions {
        var options = forTests
        options.connections = 16
        options.retries = 0
        // However busy the machine is, nobody gives up for want of time.
        options.idleLimit = .seconds(60)
        options.lockWait = .seconds(60)
        options.statementLimit = .seconds(60)
        return options
    }
}

/// A few stores that open and close, with tags and items that many people change as chance has it.
private final class Fair: Sendable {
    private let shop: TestShop
    private let stores: Mutex<[Store.ID]>
    private let tags = Mutex<[ShopTag.ID]>([])
    private let items = Mutex<[Item.ID]>([])

    init(_ shop: TestShop) async throws {
        self.shop = shop
        stores = Mutex([try await shop.store("East").id, try await shop.store("West").id])
    }

    /// One change of some kind. What the shop may refuse because others were quicker is as good as done.
    func doSomething(_ dice: inout TestDice) async throws {
        let kind = Int.random(in: 0..<20, using: &dice)
        let name = try Name("thing \(Int.random(in: 0..<6, using: &dice))")
        let (store, tag, item) = (stores.late(&dice), tags.late(&dice), items.late(&dice))
        try await unless(
            .notFound, .missingStore, .storeNameTaken, .tagNameTaken, .tagInUse, .itemHasTags, .tagOfAnotherStore
        ) {
            switch kind {
            case 0: stores.add(try await shop.stores.create(NewStore(name: name, currency: nil)).id)
            case 1: try await shop.stores.delete(store, including: .nothing)
            case 2:
                let change = StoreChange(name: name, currency: nil)
                _ = try await shop.stores.change(store, change, including: .nothing)
            case 3...5: tags.add(try await shop.tags.create(NewTag(name: name), in: store).id)
            case 6, 7: try await shop.tags.delete(tag, including: .nothing)
            case 8: _ = try await shop.tags.change(tag, TagChange(name: name), including: .nothing)
            case 9...12:
                let new = NewItem(name: name, description: nil, price: try Price(literal: "1"), storeID: store)
                items.add(try await shop.items.create(new).id)
            case 13: try await shop.items.delete(item)
            case 14:
                let change = ItemChange(name: name, description: nil, price: nil, storeID: store)
                _ = try await shop.items.change(item, change)
            case 15: try await shop.items.unlink(item, tag)
            default: _ = try await shop.items.link(item, tag)
            }
        }
    }
}

extension Mutex {
    fileprivate func add<Owner>(_ id: Identifier<Owner>) where Value == [Identifier<Owner>] {
        withLock { $0.append(id) }
    }

    /// One of the last few, or the one that may just be coming.
    fileprivate func late<Owner>(_ dice: inout TestDice) -> Identifier<Owner> where Value == [Identifier<Owner>] {
        let number = Int.random(in: 0..<8, using: &dice)
        return withLock { ids in
            guard number > 0, !ids.isEmpty else { return Identifier((ids.last?.rawValue ?? 0) + 1) }
            return ids[max(0, ids.count - number)]
        }
    }
}
