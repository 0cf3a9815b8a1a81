import SQLEngines
import Synchronization

@testable import Catalogue

/// Items in two stores of one currency that many writers create, change, move, link and delete as chance has it.
final class Crowd: Sendable {
    private let shop: TestShop
    private let stores: [Store]
    private let tags: [Tag]
    private let items: Mutex<[Item.ID]>

    init(_ shop: TestShop) async throws {
        self.shop = shop
        stores = [try await shop.store("East"), try await shop.store("West")]
        var (tags, items): ([Tag], [Item.ID]) = ([], [])
        for store in stores {
            for name in ["oak", "sale"] { tags.append(try await shop.tag(name, in: store)) }
            for number in 0..<8 { items.append(try await shop.item("thing \(number)", in: store).id) }
        }
        self.tags = tags
        self.items = Mutex(items)
    }

    /// One change of some kind. What the shop may refuse because others were quicker is as good as done.
    func doSomething(_ dice: inout TestDice) async throws {
        let store = stores[Int.random(in: 0...1, using: &dice)]
        let tag = tags[Int.random(in: 0..<4, using: &dice)].id
        let number = Int.random(in: 0..<10_000, using: &dice)
        let id = items.withLock { items in items[number % items.count] }
        let kind = Int.random(in: 0..<8, using: &dice)
        try await unless(.notFound, .itemHasTags, .tagOfAnotherStore) {
            switch kind {
            case 0, 1:
                let item = try await shop.item("thing \(number)", in: store)
                items.withLock { items in items.append(item.id) }
            case 2:
                let change = ItemChange(name: nil, description: nil, price: nil, storeID: store.id)
                _ = try await shop.items.change(id, change)
            case 3: try await shop.items.delete(id)
            case 4: try await shop.items.unlink(id, tag)
            case 5:
                let change = ItemChange(name: try Name("thing \(number)"), description: nil, price: nil, storeID: nil)
                _ = try await shop.items.change(id, change)
            default: _ = try await shop.items.link(id, tag)
            }
        }
    }
}

extension TestShop {
    /// How many counts in the database are not what they count, and how many items' words have no item.
    func miscounts() async throws -> Int {
        let words: SQL =
            engine.dialect == .postgres ? "SELECT item_id FROM items_words" : "SELECT 0 AS item_id WHERE 1 = 0"
        return try await engine.value(
            """
            SELECT (SELECT count(*) FROM stores s
                WHERE items_count <> (SELECT count(*) FROM items i WHERE i.store_id = s.id))
            + (SELECT count(*) FROM tags t
                WHERE items_count <> (SELECT count(*) FROM item_tags x WHERE x.tag_id = t.id))
            + (SELECT count(*) FROM items i
                WHERE tags_count <> (SELECT count(*) FROM item_tags x WHERE x.item_id = i.id))
            + (SELECT count(*) FROM (\(words)) w WHERE w.item_id NOT IN (SELECT id FROM items))
            """) ?? -1
    }
}

/// Runs `body` `count` times at once, each with its number, and returns how many of them returned true.
@discardableResult
func together(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> Bool) async throws -> Int {
    try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<count { group.addTask { try await body(number) } }
        return try await group.reduce(0) { sum, isDone in sum + (isDone ? 1 : 0) }
    }
}

/// False when `body` was refused in one of these ways, which are expected; throws any other error.
@discardableResult
func unless(_ refusals: CatalogueError..., body: () async throws -> Void) async throws -> Bool {
    do {
        try await body()
        return true
    } catch let refusal as CatalogueError where refusals.contains(refusal) {
        return false
    }
}

extension Session {
    /// How many others wait for a lock in this database.
    func waiting() async throws -> Int {
        try await value(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """) ?? 0
    }
}
